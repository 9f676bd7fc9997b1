/**
 * Watches the event loop by a short ticker of its own. Node's loop-delay histogram alone does not show a stall that
 * makes starts late: it read 1 ms while starts were 68 ms late.
 */
import type { LoopMonitor } from '@/lib/engine/ports'

const TICK_MS = 5

/** What the monitor needs of the event loop; given by tests, which must not depend on how busy the machine is. */
export interface LoopTicks {
  nowMs(): number
  /** Calls back again and again; returns what ends it. */
  every(intervalMs: number, tick: () => void): () => void
}

const realTicks: LoopTicks = {
  nowMs: () => performance.now(),
  every(intervalMs, tick) {
    const timer = setInterval(tick, intervalMs)
    timer.unref()
    return () => clearInterval(timer)
  },
}

/** Starts watching; keeps no process alive. */
export function createLoopMonitor(ticks: LoopTicks = realTicks): LoopMonitor & { close(): void } {
  let lastTickMs = ticks.nowMs()
  let longestStallMs = 0
  const look = () => {
    const nowMs = ticks.nowMs()
    longestStallMs = Math.max(longestStallMs, nowMs - lastTickMs - TICK_MS)
    lastTickMs = nowMs
  }
  const close = ticks.every(TICK_MS, look)
  return {
    takeLongestStallMs() {
      // A stall that is just over has not met the ticker yet.
      look()
      const stallMs = longestStallMs
      longestStallMs = 0
      return stallMs
    },
    close,
  }
}
