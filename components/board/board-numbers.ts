/** The numbers behind an experiment of the board: one row per strategy, threshold and run. Pure. */
import type { NumbersTable } from '@/components/charts/chart-panel'
import { dateTime } from '@/components/format/duration'
import type { CsvTable } from '@/lib/core/export/csv'
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

/** The same as plain numbers: success rates are parts of 1. */
export function boardCsv({ runs, strategies, thresholds }: BoardExperiment): CsvTable {
  return {
    head: [
      ...['strategy', 'metric', 'comparator', 'limit', 'run', 'ended', 'version', 'tags'],
      ...['value', 'low', 'high', 'verdict', 'measurement'],
    ],
    rows: thresholds.flatMap(({ threshold: { metric, comparator }, rows }) =>
      rows.flatMap(({ arm, points }) =>
        runs.flatMap(({ number, finishedAt, version, tags, quality }, place) => {
          const point = points[place]
          if (!point) return []
          const { measured, limit, verdict } = point
          const ends = measured ? [measured.value, measured.low, measured.high] : [null, null, null]
          return [
            [
              ...[strategies[arm]?.label ?? '', metric, comparator, limit],
              ...[number, finishedAt, version, tags.join(' ')],
              ...[...ends, verdict, quality],
            ],
          ]
        }),
      ),
    ),
  }
}
