/** A change of leader, and how a strategy got over it, in words. */
import { milliseconds } from '@/components/format/figures'
import type { LeaderEvent, LeaderImpact } from '@/lib/core/summary/leader-impact'

const NOT_RECOVERED = {
  'too-little': 'too little to tell',
  'next-change': 'not before the next change',
  'window-end': 'not before the end',
} as const

/** "705 ms"; "not before the end"; of trials that were stored before the reason was kept: "not known". */
export function recoveryWords({ recoveryMs, unrecovered }: LeaderImpact): string {
  if (recoveryMs !== null) return milliseconds(Math.round(recoveryMs))
  return unrecovered ? NOT_RECOVERED[unrecovered] : 'not known'
}

/** "m1 → m3, begun at 4.10 s, seen at 4.21 s, no leader known for 102 ms". */
export function changeWords({ from, to, startMs, seenMs, leaderlessMs }: LeaderEvent): string {
  const members = `${from === null ? '?' : `m${from + 1}`} → m${to + 1}`
  const begun = startMs < seenMs ? `begun at ${seconds(startMs)}, ` : ''
  const gap = leaderlessMs > 0 ? `, no leader known for ${milliseconds(Math.round(leaderlessMs))}` : ''
  return `${members}, ${begun}seen at ${seconds(seenMs)}${gap}`
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`
}
