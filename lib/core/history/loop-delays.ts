/** How late the event loop that measures was, and why: what tells a busy machine from code that blocks. */

/** Shorter delays are every machine's, and count for nothing. */
export const LOOP_DELAY_LIMIT_MS = 20

export interface LoopDelays {
  /** By how much ticks of the harness's own ticker were late, all together, where one was by more than the limit. */
  lateMs: number
  /** How much of that time the thread was ready to run and another had the processor; null = the system does not tell. */
  waitedForCpuMs: number | null
}

/** Of several windows; null where nobody looked in one of them. */
export function mergeLoopDelays(all: readonly (LoopDelays | null)[]): LoopDelays | null {
  return all.reduce<LoopDelays | null>(
    (sum, delays) =>
      sum &&
      delays && {
        lateMs: sum.lateMs + delays.lateMs,
        waitedForCpuMs:
          sum.waitedForCpuMs === null || delays.waitedForCpuMs === null
            ? null
            : sum.waitedForCpuMs + delays.waitedForCpuMs,
      },
    { lateMs: 0, waitedForCpuMs: 0 },
  )
}
