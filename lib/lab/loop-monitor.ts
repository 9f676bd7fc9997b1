/**
 * Watches the event loop by a short ticker of its own. Node's loop-delay histogram alone does not show a stall that
 * makes starts late: it read 1 ms while starts were 68 ms late.
 */
import { LOOP_DELAY_LIMIT_MS, type LoopDelays } from '@/lib/core/history/loop-delays'
import type { LoopMonitor } from '@/lib/engine/ports'
import { openCpuWait } from './cpu-wait'

const TICK_MS = 5
/** Reading at each tick would cost the thread more than it tells. */
const READ_EVERY_MS = 100

/** What the monitor needs of the event loop; given by tests, which must not depend on how busy the machine is. */
export interface LoopTicks {
  nowMs(): number
  /** Calls back again and again; returns what ends it. */
  every(intervalMs: number, tick: () => void): () => void
  /** How long the thread was ready and did not run, since whenever; null = the system does not tell. */
  waitedForCpuMs(): number | null
}

function realTicks(): LoopTicks {
  const wait = openCpuWait()
  return {
    nowMs: () => performance.now(),
    every(intervalMs, tick) {
      const timer = setInterval(tick, intervalMs)
      timer.unref()
      return () => {
        clearInterval(timer)
        wait.close()
      }
    },
    waitedForCpuMs: () => wait.waitedMs(),
  }
}

/** Starts watching; keeps no process alive. */
export function createLoopMonitor(ticks: LoopTicks = realTicks()): Required<LoopMonitor> & { close(): void } {
  let lastTickMs = ticks.nowMs()
  let longestStallMs = 0
  let read = { atMs: lastTickMs, waitedMs: ticks.waitedForCpuMs() }
  let delays = noDelays(read.waitedMs)
  const look = () => {
    const nowMs = ticks.nowMs()
    const lateMs = nowMs - lastTickMs - TICK_MS
    longestStallMs = Math.max(longestStallMs, lateMs)
    lastTickMs = nowMs
    const isLate = lateMs > LOOP_DELAY_LIMIT_MS
    if (!isLate && nowMs < read.atMs + READ_EVERY_MS) return
    const waitedMs = ticks.waitedForCpuMs()
    if (isLate) delays = withDelay(delays, lateMs, grown(read.waitedMs, waitedMs))
    read = { atMs: nowMs, waitedMs }
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
    takeDelays() {
      look()
      const taken = delays
      delays = noDelays(read.waitedMs)
      return taken
    },
    close,
  }
}

function noDelays(waitedMs: number | null): LoopDelays {
  return { lateMs: 0, waitedForCpuMs: waitedMs === null ? null : 0 }
}

function grown(beforeMs: number | null, nowMs: number | null): number | null {
  return beforeMs === null || nowMs === null ? null : nowMs - beforeMs
}

/** What was waited for before the tick was due makes nothing late. */
function withDelay(delays: LoopDelays, lateMs: number, waitedMs: number | null): LoopDelays {
  return {
    lateMs: delays.lateMs + lateMs,
    waitedForCpuMs:
      delays.waitedForCpuMs === null || waitedMs === null
        ? null
        : delays.waitedForCpuMs + Math.min(waitedMs, lateMs),
  }
}
