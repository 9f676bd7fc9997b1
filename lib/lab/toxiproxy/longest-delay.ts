/** How long toxics can hold data back that was sent before its connection was left. */
import type { ToxicState } from './toxiproxy-control'

/** What is held back for longer, by a bandwidth of 0 for example, is given up. */
const MAX_DELAY_MS = 10_000

/**
 * The longest time that so many bytes, sent just now, can still be on their way upstream.
 * @returns milliseconds, 10 s at the most
 */
export function longestDelayMs(toxics: readonly ToxicState[], bytes: number): number {
  const delays = toxics.filter(({ stream }) => stream === 'upstream').map((toxic) => delayOf(toxic, bytes))
  return Math.min(
    MAX_DELAY_MS,
    delays.reduce((sum, delay) => sum + delay, 0),
  )
}

function delayOf({ type, attributes }: ToxicState, bytes: number): number {
  const value = (name: string) => attributes[name] ?? 0
  switch (type) {
    case 'latency':
      return value('latency') + value('jitter')
    case 'bandwidth':
      // 1 kB/s is a byte a millisecond.
      return bytes / value('rate')
    case 'slicer':
      return (
        (Math.ceil(bytes / Math.max(1, value('average_size') - value('size_variation'))) * value('delay')) /
        1000
      )
    default:
      return 0
  }
}
