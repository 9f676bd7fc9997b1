/** A change of leader, and how a strategy got over it, in words. */
import type { LeaderEvent, LeaderImpact } from '../summary/leader-impact'
import { milliseconds } from './figures'

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

/** "→ m2, stall 86 ms": the new leader, and the longest that any strategy had no success around the change. */
export function stallWords({ to, impacts }: Pick<LeaderEvent, 'to' | 'impacts'>): string {
  const stall = Math.max(0, ...impacts.map(({ stalledMs }) => stalledMs))
  return `→ m${to + 1}${impacts.length > 0 ? `, stall ${milliseconds(Math.round(stall))}` : ''}`
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`
}
