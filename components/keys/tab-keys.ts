/** The keys of a run's parts: digits from left to right, as far as there are any, and a letter for the last one. */
import type { RunTab } from '@/lib/core/runs/run-tabs'

export const NUMBERED_TABS = 9

export const REVIEW_KEY = 'v'

/** @param place from 0 */
export function keyOfTab(name: RunTab, place: number): string {
  return name === 'review' ? REVIEW_KEY : String(place + 1)
}
