import { duration } from '@/components/format/duration'
import type { Span } from './lane-scale'

/** "from 1 s to 7 s", "at 4 s", "from the beginning to the end". */
export function spanWords({ startMs, endMs }: Span): string {
  const start = startMs === 0 ? 'the beginning' : duration(startMs)
  if (endMs === startMs) return `at ${start}`
  return `from ${start} to ${endMs === null ? 'the end' : duration(endMs)}`
}
