/** When a run on somebody's cluster has to end: too many members down, or too long without a leader. */
import type { AbortLimits } from '../cluster-terms'

export interface MemberSight {
  name: string
  answers: boolean
}

/** A member that misses one question on a busy machine is not down. */
const MISSED_LOOKS = 3

export class ClusterLimits {
  readonly #limits: AbortLimits
  readonly #missed = new Map<string, number>()
  #leaderlessSinceMs: number | null = null

  constructor(limits: AbortLimits) {
    this.#limits = limits
  }

  /**
   * Takes what was seen at this instant.
   * @returns why the run has to end; null while it may go on
   */
  look(nowMs: number, members: readonly MemberSight[], hasLeader: boolean): string | null {
    for (const { name, answers } of members)
      this.#missed.set(name, answers ? 0 : (this.#missed.get(name) ?? 0) + 1)
    const down = members
      .map(({ name }) => name)
      .filter((name) => (this.#missed.get(name) ?? 0) >= MISSED_LOOKS)
    const { membersDown, noLeaderSeconds } = this.#limits
    if (membersDown !== null && down.length > membersDown)
      return (
        `The run was ended: ${down.join(', ')} of the external etcd ${down.length === 1 ? 'does' : 'do'} not answer any more, ` +
        `and RETRYSCOPE_ABORT_MEMBERS_DOWN lets at most ${membersDown} be down. Its faults are taken away.`
      )
    if (hasLeader) this.#leaderlessSinceMs = null
    else this.#leaderlessSinceMs ??= nowMs
    const leaderlessMs = this.#leaderlessSinceMs === null ? 0 : nowMs - this.#leaderlessSinceMs
    if (noLeaderSeconds !== null && leaderlessMs > noLeaderSeconds * 1_000)
      return (
        `The run was ended: the external etcd has had no leader for ${Math.floor(leaderlessMs / 1_000)} s, ` +
        `and RETRYSCOPE_ABORT_NO_LEADER_SECONDS lets it be without one for ${noLeaderSeconds} s. Its faults are taken away.`
      )
    return null
  }
}
