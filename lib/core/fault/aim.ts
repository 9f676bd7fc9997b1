/** Whom a step was aimed at, by what the members themselves said just before it was due: never by the injector's word. */
import { describeLink, type TargetMembers } from './fault-fields'
import type { WindowEvidence } from './evidence'
import type { FaultStep } from './fault'

/** A leader that has changed so shortly before may have been taken for the one or the other. */
const UNSURE_MS = 250

/** Whether a member, by its index, is meant; or null when nobody knows who was. */
export type Aim = ((member: number) => boolean) | null

/** True for a step whose aim only the members can tell. */
export function isAimedByRole(step: FaultStep): boolean {
  return ['leader', 'follower'].includes(aimedAt(step))
}

/** "the leader", "member-1", "all members". */
export function describeAim(step: FaultStep): string {
  return describeLink({ on: aimedAt(step), link: 'client' })
}

export function aimOf(step: FaultStep, { sightings }: Pick<WindowEvidence, 'sightings'>): Aim {
  const on = aimedAt(step)
  if (on === 'all') return () => true
  if (on.startsWith('member-')) return (member) => member === Number(on.slice('member-'.length)) - 1
  const before = sightings.filter(({ atMs }) => atMs < step.startMs)
  const last = before.at(-1)
  if (!last || last.leader === null) return null
  // What was seen last before the unsure time was still true when it began.
  const recent = before.filter((_, index) => (before[index + 1]?.atMs ?? Infinity) > step.startMs - UNSURE_MS)
  if (recent.some(({ leader }) => leader !== last.leader)) return null
  const { leader, members } = last
  if (on === 'leader') return (member) => member === leader
  const order = members.map((_, offset) => (leader + 1 + offset) % members.length)
  const follower = order.find((member) => member !== leader && members[member] !== 'silent')
  return follower === undefined ? null : (member) => member === follower
}

/** Two faults name nobody, because they are about whoever leads. */
function aimedAt({ fault, params }: FaultStep): TargetMembers {
  if (fault === 'leader-kill' || fault === 'leader-pause') return 'leader'
  return (params as { on?: TargetMembers }).on ?? 'all'
}
