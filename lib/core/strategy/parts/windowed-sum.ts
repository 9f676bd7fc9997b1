/**
 * A sum over about the last `rangeMs`, forgotten in steps of a tenth: what Finagle's budget counts with.
 * Source: com.twitter.util.WindowedAdder and TokenBucket.newLeakyBucket. As there, a slice is closed by the first event
 * after its end, so with rare events a slice lasts longer than a tenth and its numbers are kept a little longer.
 */
const SLICES = 10

export interface WindowedSum {
  add(value: number, nowMs: number): void
  at(nowMs: number): number
}

/** An empty sum whose first slice begins now. Instants must not go back. */
export function windowedSum(rangeMs: number, nowMs: number): WindowedSum {
  const sliceMs = rangeMs / SLICES
  const closed: number[] = []
  let open = 0
  let openedMs = nowMs
  const moveOn = (atMs: number) => {
    if (atMs - openedMs < sliceMs) return
    closed.push(open)
    open = 0
    const skipped = Math.min(Math.trunc((atMs - openedMs) / sliceMs) - 1, SLICES)
    for (let slice = 0; slice < skipped; slice++) closed.push(0)
    closed.splice(0, closed.length - (SLICES - 1))
    openedMs = atMs
  }
  return {
    add: (value, atMs) => {
      moveOn(atMs)
      open += value
    },
    at: (atMs) => {
      moveOn(atMs)
      return closed.reduce((sum, value) => sum + value, open)
    },
  }
}
