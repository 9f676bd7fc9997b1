/** The numbers behind an experiment of the board: one row per strategy, threshold and run. Pure. */
import type { NumbersTable } from '@/components/charts/chart-panel'
import { dateTime } from '@/components/format/duration'
import type { BoardExperiment } from '@/lib/core/runs/board'
import { limitWords, measuredParts, thresholdWords, VERDICT_LOOKS } from './objective-words'

export function boardNumbers({ runs, strategies, thresholds }: BoardExperiment): NumbersTable {
  return {
    head: [
      'Strategy',
      'Threshold',
      'Run',
      'Ended',
      'Version',
      'Tags',
      'Measured',
      'Interval',
      'Limit',
      'Verdict',
      'Measurement',
    ],
    rows: thresholds.flatMap(({ threshold, rows }) =>
      rows.flatMap(({ arm, points }) =>
        runs.flatMap((run, place) => {
          const point = points[place]
          if (!point) return []
          const { value, interval } = measuredParts(threshold.metric, point.measured)
          return {
            key: `${JSON.stringify(threshold)}/${arm}/${run.id}`,
            name: strategies[arm]?.label ?? '',
            figures: [
              thresholdWords(threshold),
              String(run.number),
              run.finishedAt ? dateTime(run.finishedAt) : '–',
              run.version ?? '–',
              run.tags.length === 0 ? '–' : run.tags.join(' '),
              value,
              interval === '' ? '–' : interval,
              limitWords(threshold.metric, point.limit),
              VERDICT_LOOKS[point.verdict].words,
              run.quality ?? '–',
            ],
          }
        }),
      ),
    ),
  }
}
