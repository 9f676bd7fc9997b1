/** What a profile knows of work that stayed pending after its caller had gone: the evidence of a finding. */
import { placeOf, type Frame, type PendingStack, type TrialProfile } from './profile'

export interface AbandonedWork {
  /** From the (first) window's begin. */
  atMs: number
  timers: number
  calls: number
  /** Still there after the last operation had ended and everything had settled. */
  left: number
  /** The stack that created most of it, the innermost place of ours first: "lib/core/strategy/leaky.ts:33". */
  places: string[]
  /** How much of it this stack created. */
  atPlaces: number
  /** Sockets, files and the like that operations had opened and that were still open after everything had settled. */
  handles: number
  /** The stack that opened most of them, as in `places`. */
  handlePlaces: string[]
}

/** How many places of a stack are named. */
const NAMED_PLACES = 4
/** Our own code that every call and every wait goes through: it says nothing about who is to blame. */
const EVERYBODYS = /^lib\/(engine|lab)\//

/**
 * Timers and calls of one arm, and handles that stayed open; promises are left out, as nothing runs because of them. Handles that the
 * lab's and the engine's own code opened are left out, too: they serve everybody. Null = there was none.
 */
export function abandonedWork(profile: TrialProfile, arm: number): AbandonedWork | null {
  const snapshot = profile.pending.abandoned.find((one) => one.arm === arm)
  const stacks = (snapshot?.stacks ?? []).filter(({ kind }) => kind === 'timer' || kind === 'call')
  const left = profile.pending.left.stacks.filter((one) => one.arm === arm && one.abandoned > 0)
  const open = left.filter(
    ({ kind, frames }) => kind === 'handle' && theirsOf(framesOf(profile, frames)).length > 0,
  )
  if (stacks.length === 0 && open.length === 0) return null
  const ofKind = (wanted: string) => total(stacks.filter(({ kind }) => kind === wanted))
  const most = mostBy(profile, stacks)
  return {
    atMs: snapshot?.atMs ?? profile.pending.left.atMs,
    timers: ofKind('timer'),
    calls: ofKind('call'),
    left: abandonedOf(left.filter(({ kind }) => kind !== 'handle')),
    ...most,
    handles: abandonedOf(open),
    handlePlaces: mostBy(profile, open).places,
  }
}

/** The places that created most of these, and how much that was. */
function mostBy(
  profile: TrialProfile,
  stacks: readonly PendingStack[],
): Pick<AbandonedWork, 'places' | 'atPlaces'> {
  const byPlaces = new Map<string, number>()
  for (const { frames, count } of stacks) {
    const key = placesOf(framesOf(profile, frames)).join('\n')
    byPlaces.set(key, (byPlaces.get(key) ?? 0) + count)
  }
  const [most] = [...byPlaces].sort((a, b) => Number(a[0] === '') - Number(b[0] === '') || b[1] - a[1])
  return { places: most && most[0] !== '' ? most[0].split('\n') : [], atPlaces: most?.[1] ?? 0 }
}

function framesOf({ frames }: TrialProfile, indexes: readonly number[]): Frame[] {
  return indexes.flatMap((index) => frames[index] ?? [])
}

/** The project's own places in a stack, the innermost first; the strategy's where there are any. */
function placesOf(frames: readonly Frame[]): string[] {
  const theirs = theirsOf(frames)
  const places = (theirs.length > 0 ? theirs : ownOf(frames)).map(placeOf)
  return [...new Set(places)].slice(0, NAMED_PLACES)
}

function ownOf(frames: readonly Frame[]): Frame[] {
  return frames.filter(({ file }) => file !== '' && !/^(node:|node_modules\/)/.test(file)).reverse()
}

/** The strategy's. */
function theirsOf(frames: readonly Frame[]): Frame[] {
  return ownOf(frames).filter(({ file }) => !EVERYBODYS.test(file))
}

function abandonedOf(stacks: readonly PendingStack[]): number {
  return stacks.reduce((sum, { abandoned }) => sum + abandoned, 0)
}

function total(stacks: readonly { count: number }[]): number {
  return stacks.reduce((sum, { count }) => sum + count, 0)
}
