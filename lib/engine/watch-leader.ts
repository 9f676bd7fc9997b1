/** Watches who leads the cluster during a window and tells the strategies that want to know. */
import type { LeaderWatch } from '../core/strategy/parts/leader-watch'
import type { Clock, LeaderWatcher } from './ports'

/** From the end of one look to the next. */
export const LOOK_INTERVAL_MS = 50

export interface LeaderWatching {
  clock: Clock
  leaders: LeaderWatcher
  /** Who is told; with nobody, nothing is watched. */
  watches: readonly LeaderWatch[]
  /** A health check must be answered within the time that an attempt has. */
  attemptTimeoutMs: number
  /** Ends the watch: at the end of the window, or when the trial is given up. */
  signal: AbortSignal
}

/** Looks again and again until the signal is aborted; reads are sent only while somebody waits for a healthy leader. */
export async function watchLeader(watching: LeaderWatching): Promise<void> {
  const { clock, leaders, watches, attemptTimeoutMs, signal } = watching
  if (watches.length === 0) return
  while (!signal.aborted) {
    const leadership = await leaders.leader(signal)
    const name = leadership && `${leadership.member} in term ${leadership.term}`
    const waiting = watches.filter((watch) => watch.leaderSeen(name, clock.nowMs()))
    if (leadership && waiting.length > 0) {
      const healthy = await leaders.readThrough(leadership.member, attemptTimeoutMs, signal)
      for (const watch of waiting) watch.leaderChecked(healthy, clock.nowMs())
    }
    await untilNextLook(clock, signal)
  }
}

async function untilNextLook(clock: Clock, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleepUntil(clock.nowMs() + LOOK_INTERVAL_MS, signal)
  } catch (error) {
    // Being told to stop is how every watch ends.
    if (!signal.aborted) throw error
  }
}
