/**
 * The members of a receipt that were to be away: killed, stopped or cut off from the others. What tells is whether they answer
 * around the proxies, and whether they still name the leader that the others name.
 */
import { aimOf, describeAim } from './aim'
import type { Sighting, WindowEvidence } from './evidence'
import type { FaultStep } from './fault'
import type { ReceiptLine } from './receipt'
import { faultOf, type FaultName } from './registry'

/** How a member shows that it is away, or, of the one in reserve, that it is there. */
interface Sign {
  title: string
  words: string
  /** The member in reserve is meant, and nobody else. */
  isOfSpare?: boolean
  isShown(sighting: Sighting, member: number): boolean
  /** For how long it must have been seen at least, when it was to be away for so long. */
  neededMs(askedMs: number): number
  /** Where it was to be away for less, or nobody looked for longer, not having seen it says nothing. */
  conclusiveMs: number
  /** Faults that happen once: for how long it may be seen after they were due. */
  withinMs?: number
}

const isSilent: Sign['isShown'] = ({ members }, member) => members[member] === 'silent'

const SILENT: Sign = {
  ...{ title: 'Seen away', words: 'did not answer', isShown: isSilent },
  neededMs: (askedMs) => askedMs / 2,
  conclusiveMs: 500,
}

const SIGNS: Partial<Record<FaultName, Sign>> = {
  'leader-kill': SILENT,
  'leader-pause': SILENT,
  'member-down': SILENT,
  'member-restart': {
    ...SILENT,
    // A machine that stands still for a moment silences all of them.
    isShown: (sighting, member) =>
      isSilent(sighting, member) && sighting.members.some((word) => word !== 'silent'),
    ...{ neededMs: () => 0, conclusiveMs: 2_000, withinMs: 5_000 },
  },
  'peer-cut': {
    title: 'Seen away',
    words: 'did not name the leader that the others named',
    isShown: ({ leader, members }, member) => leader !== null && members[member] === 'apart',
    // A member notices after one election time-out or two, and the others choose a leader after as many.
    neededMs: (askedMs) => Math.max(100, (askedMs - 3_000) / 2),
    conclusiveMs: 4_000,
  },
  learner: {
    ...{ title: 'Seen there', words: 'answered', isOfSpare: true },
    isShown: ({ spareAnswers }) => spareAnswers === true,
    neededMs: () => 0,
    // etcd refuses to add a member until all others have been connected for 5 s.
    conclusiveMs: 8_000,
  },
}

/** Faults may end, and members come back, so much later than asked. */
const LATE_MS = 500

/** A line for each step that was to take a member away. */
export function awayLines(evidence: readonly WindowEvidence[], steps: readonly FaultStep[]): ReceiptLine[] {
  return steps.flatMap((step) => {
    const sign = (SIGNS as Readonly<Record<string, Sign | undefined>>)[step.fault]
    if (!sign) return []
    const windows = evidence.map((window) => lookFor(sign, step, window))
    return [awayLine(sign, step, windows)]
  })
}

/** What a window says of a step. */
interface Finding {
  /** Null = nobody can tell. */
  wasAway: boolean | null
  words: string
}

function awayLine({ title }: Sign, step: FaultStep, windows: readonly Finding[]): ReceiptLine {
  const told = windows.filter(({ wasAway }) => wasAway !== null)
  const away = told.filter(({ wasAway }) => wasAway === true).length
  const isKnown = windows.length > 0 && told.length === windows.length
  return {
    measure: `away-${step.id}`,
    title: `${title} (${faultOf(step).describe(step.params)})`,
    ...{ unit: 'members', requested: windows.length, low: null, high: null },
    ...{ measured: told.length === 0 ? null : away, tolerance: told.length === 0 ? null : 0 },
    verdict: away < told.length ? 'beyond' : isKnown ? 'within' : 'unknown',
    evidence: `the members’ own statuses, around the proxies, every 25 ms: ${windows.map(({ words }) => words).join('; ')}`,
  }
}

function lookFor(sign: Sign, step: FaultStep, window: WindowEvidence): Finding {
  const { sightings, probedUntilMs } = window
  const isAimed = aimOf(step, window)
  const member = sightings.at(-1)?.members.findIndex((_, index) => isAimed?.(index)) ?? -1
  if (sign.isOfSpare && typeof sightings.at(-1)?.spareAnswers !== 'boolean')
    return unknown('nobody looked at a member in reserve')
  if (member < 0)
    return unknown(`they named no leader, or had no such member, when ${describeAim(step)} was due`)
  const watchedMs = probedUntilMs - step.startMs
  const askedMs = Math.min(sign.withinMs ?? (step.endMs ?? Infinity) - step.startMs, watchedMs)
  const seenMs = timeOf(window, [step.startMs, step.startMs + askedMs + LATE_MS], (sighting) =>
    sign.isShown(sighting, member),
  )
  const who = sign.isOfSpare ? 'the added member' : `member ${member + 1}`
  const words = `${who} ${sign.words} for ${(seenMs / 1_000).toFixed(1)} s`
  if (seenMs > 0 && seenMs >= sign.neededMs(askedMs)) return { wasAway: true, words }
  if (askedMs < sign.conclusiveMs) return unknown(`${words}, and was watched for too short a time`)
  return { wasAway: false, words }
}

function unknown(words: string): Finding {
  return { wasAway: null, words }
}

/** For how long, from one instant to another, what was seen was so. */
function timeOf(
  { sightings, probedUntilMs }: WindowEvidence,
  [fromMs, toMs]: readonly [number, number],
  isSo: (sighting: Sighting) => boolean,
): number {
  return sightings.reduce((sum, sighting, index) => {
    const untilMs = sightings[index + 1]?.atMs ?? probedUntilMs
    const lengthMs = Math.min(untilMs, toMs) - Math.max(sighting.atMs, fromMs)
    return isSo(sighting) ? sum + Math.max(0, lengthMs) : sum
  }, 0)
}
