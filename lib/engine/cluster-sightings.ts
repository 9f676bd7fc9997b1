/** What the members of a cluster say during a window: who led when, and who did not answer. */
import type { LeaderChange, Sighting } from '../core/fault/evidence'
import type { ClusterLook, Leadership } from './ports'

export class ClusterSightings {
  /** By the engine's clock. */
  readonly #sightings: Sighting[] = []
  readonly #changes: LeaderChange[] = []
  #leader: Leadership | null = null
  #leaderlessSinceMs: number | null = null

  /**
   * Somebody has looked. Times by the engine's clock.
   * @param beganMs what was seen is true from here on, or has been before
   */
  add({ leader, members, spareAnswers }: ClusterLook, beganMs: number, endedMs: number): void {
    const sighting = { atMs: beganMs, leader: leader?.member ?? null, members: [...members], spareAnswers }
    // Nothing new: the one before still holds.
    if (!isSame(this.#sightings.at(-1), sighting)) this.#sightings.push(sighting)
    if (!leader) {
      this.#leaderlessSinceMs ??= endedMs
      return
    }
    const before = this.#leader
    if (before && (before.member !== leader.member || before.term !== leader.term))
      this.#changes.push({
        seenMs: endedMs,
        from: before.member,
        to: leader.member,
        leaderlessMs: this.#leaderlessSinceMs === null ? 0 : endedMs - this.#leaderlessSinceMs,
      })
    this.#leader = leader
    this.#leaderlessSinceMs = null
  }

  /** All that was seen, in milliseconds from the window's begin; no changes where nobody looked. */
  since(beginMs: number): { sightings: Sighting[]; leaderChanges: LeaderChange[] | null } {
    return {
      sightings: this.#sightings.map((sighting) => ({ ...sighting, atMs: sighting.atMs - beginMs })),
      leaderChanges:
        this.#sightings.length === 0
          ? null
          : this.#changes.map((change) => ({ ...change, seenMs: change.seenMs - beginMs })),
    }
  }
}

function isSame(before: Sighting | undefined, now: Sighting): boolean {
  return (
    before !== undefined &&
    before.leader === now.leader &&
    before.spareAnswers === now.spareAnswers &&
    before.members.length === now.members.length &&
    before.members.every((word, index) => word === now.members[index])
  )
}
