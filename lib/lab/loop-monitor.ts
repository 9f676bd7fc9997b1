/**
 * Watches the event loop by a short ticker of its own. Node's loop-delay histogram alone does not show a stall that
 * makes starts late: it read 1 ms while starts were 68 ms late.
 */
import type { LoopMonitor } from '@/lib/engine/ports'

const TICK_MS = 5

/** Starts watching; keeps no process alive. */
export function createLoopMonitor(): LoopMonitor & { close(): void } {
  let lastTickMs = performance.now()
  let longestStallMs = 0
  const tick = () => {
    const nowMs = performance.now()
    longestStallMs = Math.max(longestStallMs, nowMs - lastTickMs - TICK_MS)
    lastTickMs = nowMs
  }
  const timer = setInterval(tick, TICK_MS)
  timer.unref()
  return {
    takeLongestStallMs() {
      // A stall that is just over has not met the ticker yet.
      const stallMs = Math.max(longestStallMs, performance.now() - lastTickMs - TICK_MS, 0)
      longestStallMs = 0
      lastTickMs = performance.now()
      return stallMs
    },
    close: () => clearInterval(timer),
  }
}
