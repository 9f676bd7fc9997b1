/**
 * The leader watch: after a change of leader, healthy checks of the new one end in a reset of whatever failed because of the
 * old one. An extension: no breaker that we know of has it.
 * Source: the article on the verification of retries, section 2.2 (reset by the watch only when the new leader is healthy and
 * gives consistent reads; two checks in a row on a flapping network).
 */

/** How a strategy hears of the cluster's leader. Told in order of time; the clock is that of the calls. */
export interface LeaderWatch {
  /**
   * Somebody has looked who leads.
   * @param leader names a leadership: another member, or the same one elected again, has another name. null = no leader known
   * @returns true when it wants to know whether this leader is healthy
   */
  leaderSeen(leader: string | null, nowMs: number): boolean
  /** The answer: a linearizable read, begun after that look, was or was not answered. */
  leaderChecked(healthy: boolean, nowMs: number): void
}

export interface FlapRule {
  /** The network flaps while there were at least this many changes of leader within the time below … */
  changes: number
  withinMs: number
}

/**
 * Calls `reset` after a change of leader and one healthy check of the new one, or two in a row when the network flaps: when
 * there were several changes within a time, or a check since the last change has failed (no leader counts as that).
 */
export function leaderWatch(rule: FlapRule, reset: (nowMs: number) => void): LeaderWatch {
  let known: string | null = null
  let changesMs: number[] = []
  let waiting: { healthyInARow: number; hasFailed: boolean } | null = null

  const fail = () => {
    if (waiting) waiting = { healthyInARow: 0, hasFailed: true }
  }
  return {
    leaderSeen(leader, nowMs) {
      if (leader === null) {
        fail()
        return false
      }
      if (known !== null && leader !== known) {
        changesMs = [...changesMs, nowMs].filter((atMs) => atMs > nowMs - rule.withinMs)
        // A failed check of the leader before this one says that the network flaps, too.
        waiting = { healthyInARow: 0, hasFailed: waiting?.hasFailed ?? false }
      }
      known = leader
      return waiting !== null
    },
    leaderChecked(healthy, nowMs) {
      if (!waiting) return
      if (!healthy) return fail()
      const recent = changesMs.filter((atMs) => atMs > nowMs - rule.withinMs).length
      const needed = waiting.hasFailed || recent >= rule.changes ? 2 : 1
      waiting = { ...waiting, healthyInARow: waiting.healthyInARow + 1 }
      if (waiting.healthyInARow < needed) return
      waiting = null
      reset(nowMs)
    },
  }
}
