'use client'

/** Which trial is looked at, by number and by what was done in it. */
import { Button, NativeSelect } from '@mantine/core'
import { useOfferedCommands } from '@/components/keys/commands-at-hand'
import { describeFaultPoint } from '@/lib/core/fault/fault-point'
import type { RunReport, TrialReport } from '@/lib/core/summary/report'
import styles from './tabs.module.css'

export function TrialChooser({
  report,
  trial,
  onChoose,
}: {
  report: Pick<RunReport, 'trials' | 'points' | 'spec'>
  trial: TrialReport
  onChoose: (index: number) => void
}) {
  const { trials } = report
  const place = trials.indexOf(trial)
  const step = (by: number) => {
    const next = trials[place + by]
    if (next) onChoose(next.index)
  }
  useOfferedCommands('trial', [
    ...(place > 0
      ? [
          {
            ...{ id: 'trial-previous', group: 'Trials' as const, title: 'Previous trial', keys: ['['] },
            run: () => step(-1),
          },
        ]
      : []),
    ...(place < trials.length - 1
      ? [
          {
            ...{ id: 'trial-next', group: 'Trials' as const, title: 'Next trial', keys: [']'] },
            run: () => step(1),
          },
        ]
      : []),
  ])
  return (
    <div className={styles.chooser}>
      <NativeSelect
        size="xs"
        label="Trial"
        value={String(trial.index)}
        onChange={(event) => onChoose(Number(event.currentTarget.value))}
        data={trials.map((one) => ({ value: String(one.index), label: trialWords(one, report) }))}
      />
      <Button size="xs" variant="default" disabled={place <= 0} onClick={() => step(-1)}>
        Previous trial
      </Button>
      <Button size="xs" variant="default" disabled={place >= trials.length - 1} onClick={() => step(1)}>
        Next trial
      </Button>
    </div>
  )
}

/** "14: 25 % request loss, 100 ± 180 ms · repetition 2 · suspect". */
export function trialWords(
  { index, pointIndex, repetition, quality }: TrialReport,
  { points, spec }: Pick<RunReport, 'points' | 'spec'>,
): string {
  const point = points[pointIndex]
  return [
    `${index + 1}: ${point ? describeFaultPoint(point, spec.matrix.loss.mode) : ''}`,
    ...(spec.repetitions > 1 ? [`repetition ${repetition + 1}`] : []),
    ...(quality === 'suspect' ? ['suspect'] : []),
  ].join(' · ')
}
