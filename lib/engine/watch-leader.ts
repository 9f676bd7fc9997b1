/** Watches who leads the cluster during a window and tells the strategies that want to know. */
import type { LeaderWatch } from '../core/strategy/parts/leader-watch'
import type { Clock, ClusterLook, LeaderWatcher } from './ports'

/** From the end of one look to the next, for strategies. */
export const LOOK_INTERVAL_MS = 50

export interface LeaderWatching {
  clock: Clock
  leaders: LeaderWatcher
  /** Who is told; with nobody, and no witness, nothing is watched. */
  watches: readonly LeaderWatch[]
  witness: {
    /** It wants to see gaps that are as short as this. */
    everyMs: number
    /** Told of every look, and when it began and ended. */
    seen(look: ClusterLook, beganMs: number, endedMs: number): void
  } | null
  /** A health check must be answered within the time that an attempt has. */
  attemptTimeoutMs: number
  /** Ends the watch: at the end of the window, or when the trial is given up. */
  signal: AbortSignal
}

/** Looks again and again until the signal is aborted; reads are sent only while somebody waits for a healthy leader. */
export async function watchLeader(watching: LeaderWatching): Promise<void> {
  const { clock, leaders, watches, witness, attemptTimeoutMs, signal } = watching
  if (watches.length === 0 && !witness) return
  const everyMs = Math.min(witness?.everyMs ?? Infinity, watches.length > 0 ? LOOK_INTERVAL_MS : Infinity)
  while (!signal.aborted) {
    const beganMs = clock.nowMs()
    const look = await leaders.look(signal)
    // What was cut off by the end says nothing.
    if (signal.aborted) return
    witness?.seen(look, beganMs, clock.nowMs())
    const { leader: leadership } = look
    const name = leadership && `${leadership.member} in term ${leadership.term}`
    const waiting = watches.filter((watch) => watch.leaderSeen(name, clock.nowMs()))
    if (leadership && waiting.length > 0) {
      const healthy = await leaders.readThrough(leadership.member, attemptTimeoutMs, signal)
      for (const watch of waiting) watch.leaderChecked(healthy, clock.nowMs())
    }
    await untilNextLook(clock, everyMs, signal)
  }
}

async function untilNextLook(clock: Clock, intervalMs: number, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleepUntil(clock.nowMs() + intervalMs, signal)
  } catch (error) {
    // Being told to stop is how every watch ends.
    if (!signal.aborted) throw error
  }
}
