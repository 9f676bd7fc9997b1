/** The real clock: monotonic time with fractions, and sleeps that never end early. */
import type { Clock } from '@/lib/engine/ports'
import { onAbort } from './abort-callbacks'

/** Longer timers fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1

/** Time of this process. Zero is when the process (or worker thread) started. */
export const realClock: Clock = {
  nowMs: () => performance.now(),
  wallTime: () => new Date(),
  sleepUntil(atMs, signal) {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason as Error)
        return
      }
      let timer: NodeJS.Timeout | undefined
      const sleepOn = () => {
        const remainingMs = atMs - performance.now()
        if (remainingMs <= 0) {
          forget?.()
          resolve()
          return
        }
        // setTimeout drops fractions and may fire early: round up, and look again.
        timer = setTimeout(sleepOn, Math.min(Math.ceil(remainingMs), MAX_TIMER_MS))
      }
      const forget =
        signal &&
        onAbort(signal, () => {
          clearTimeout(timer)
          reject(signal.reason as Error)
        })
      sleepOn()
    })
  },
}
