'use client'

/** What was checked in the list, and the way to its comparison; always there, so that the list does not move with the first check. */
import { Button } from '@mantine/core'
import { IconArrowsDiff } from '@tabler/icons-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useOfferedCommands } from '@/components/keys/commands-at-hand'
import { comparePath, MAX_COMPARED_RUNS } from '@/lib/core/comparison/compared-runs'
import type { ChosenRuns } from './chosen-runs'
import styles from './runs.module.css'

export function CompareBar({ chosen: { numbers, isFull, clear } }: { chosen: ChosenRuns }) {
  const router = useRouter()
  const path = comparePath(numbers.map(String))
  const isReady = numbers.length >= 2
  const icon = <IconArrowsDiff size={16} stroke={1.7} aria-hidden="true" />
  useOfferedCommands(
    'runs',
    isReady
      ? [
          {
            ...{ id: 'runs-compare', group: 'Runs', title: `Compare runs ${numbers.join(', ')}` },
            run: () => router.push(path),
          },
        ]
      : [],
  )
  return (
    <div className={styles.chosen} data-any={numbers.length > 0 || undefined}>
      <span role="status">{wordsOf(numbers, isFull)}</span>
      <Button
        size="compact-sm"
        variant="subtle"
        style={numbers.length > 0 ? {} : { visibility: 'hidden' }}
        onClick={clear}
      >
        Clear
      </Button>
      {isReady ? (
        <Button size="compact-sm" component={Link} href={path} leftSection={icon}>
          Compare
        </Button>
      ) : (
        <Button size="compact-sm" disabled leftSection={icon}>
          Compare
        </Button>
      )}
    </div>
  )
}

function wordsOf(numbers: readonly number[], isFull: boolean): string {
  if (numbers.length === 0) return `Choose 2 to ${MAX_COMPARED_RUNS} runs to compare them.`
  if (numbers.length === 1) return `Run ${numbers[0]} is checked; check another one.`
  return `Runs ${numbers.join(', ')} are checked${isFull ? ', as many as can be' : ''}; ${numbers[0]} is the baseline.`
}
