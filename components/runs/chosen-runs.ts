'use client'

/** Runs that were checked in the list to be compared: by number, in the address, whatever is searched for or turned to meanwhile. */
import { parseAsArrayOf, parseAsInteger, useQueryState } from 'nuqs'
import { MAX_COMPARED_RUNS } from '@/lib/core/comparison/compared-runs'

export interface ChosenRuns {
  /** The oldest first: it is the baseline. */
  numbers: readonly number[]
  /** No more can be compared at once. */
  isFull: boolean
  toggle(number: number): void
  clear(): void
}

const parseAsNumbers = parseAsArrayOf(parseAsInteger).withDefault([]).withOptions({ history: 'replace' })

export function useChosenRuns(): ChosenRuns {
  const [asked, setAsked] = useQueryState('compare', parseAsNumbers)
  const numbers = [...new Set(asked)].sort((a, b) => a - b).slice(0, MAX_COMPARED_RUNS)
  return {
    numbers,
    isFull: numbers.length >= MAX_COMPARED_RUNS,
    toggle: (number) =>
      void setAsked(
        numbers.includes(number) ? numbers.filter((one) => one !== number) : [...numbers, number],
      ),
    clear: () => void setAsked(null),
  }
}
