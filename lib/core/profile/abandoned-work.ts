/** What a profile knows of work that stayed pending after its caller had gone: the evidence of a finding. */
import { placeOf, type Frame, type TrialProfile } from './profile'

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
}

/** How many places of a stack are named. */
const NAMED_PLACES = 4
/** Our own code that every call and every wait goes through: it says nothing about who is to blame. */
const EVERYBODYS = /^lib\/(engine|lab)\//

/** Timers and calls of one arm; promises are left out, as nothing runs because of them. Null = there was none. */
export function abandonedWork(profile: TrialProfile, arm: number): AbandonedWork | null {
  const snapshot = profile.pending.abandoned.find((one) => one.arm === arm)
  const stacks = (snapshot?.stacks ?? []).filter(({ kind }) => kind !== 'promise')
  if (!snapshot || stacks.length === 0) return null
  const ofKind = (wanted: string) => total(stacks.filter(({ kind }) => kind === wanted))
  const byPlaces = new Map<string, number>()
  for (const { frames, count } of stacks) {
    const key = placesOf(frames.flatMap((index) => profile.frames[index] ?? [])).join('\n')
    byPlaces.set(key, (byPlaces.get(key) ?? 0) + count)
  }
  const [most] = [...byPlaces].sort((a, b) => Number(a[0] === '') - Number(b[0] === '') || b[1] - a[1])
  return {
    atMs: snapshot.atMs,
    timers: ofKind('timer'),
    calls: ofKind('call'),
    left: profile.pending.left.stacks
      .filter((one) => one.arm === arm)
      .reduce((sum, { abandoned }) => sum + abandoned, 0),
    places: most && most[0] !== '' ? most[0].split('\n') : [],
    atPlaces: most?.[1] ?? 0,
  }
}

/** The project's own places in a stack, the innermost first; the strategy's where there are any. */
function placesOf(frames: readonly Frame[]): string[] {
  const own = frames.filter(({ file }) => file !== '' && !/^(node:|node_modules\/)/.test(file)).reverse()
  const theirs = own.filter(({ file }) => !EVERYBODYS.test(file))
  const places = (theirs.length > 0 ? theirs : own).map(placeOf)
  return [...new Set(places)].slice(0, NAMED_PLACES)
}

function total(stacks: readonly { count: number }[]): number {
  return stacks.reduce((sum, { count }) => sum + count, 0)
}
