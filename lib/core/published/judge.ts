/**
 * Whether what is published of a preset held in a run. Pure: the same report gives the same words.
 *
 * A printed figure holds where the measured interval reaches it, within half a unit of its last digit. A bound holds where the whole
 * interval lies within it, does not where none of it does, and cannot be told in between. Counts and single occasions are exact.
 */
import type { Preset } from '../experiment/presets/preset'
import { faultPoints } from '../experiment/fault-points'
import { describeFaultPoint, type FaultPoint } from '../fault/fault-point'
import type { ExperimentSpec } from '../experiment/spec'
import type { RunReport } from '../summary/report'
import type { Arithmetic, Claim, Evidence, Measured, PublishedFigure, Range } from './claim'
import { measuredText } from './words'
import { isSame } from './same'

/**
 * held and missed speak of the measured value; impossible: what is published lies beyond what arithmetic allows, whatever is
 * measured. untold: no interval, or one that straddles a bound. no-figure: the article gives none to hold it against. absent:
 * the run has no such strategy, fault point or trial. pending: no such trial yet, and the run is still under way.
 * What came out in suspect trials alone is untold, whichever way.
 */
export const CLAIM_VERDICTS = [
  'held',
  'missed',
  'impossible',
  'untold',
  'no-figure',
  'absent',
  'pending',
] as const
export type ClaimVerdict = (typeof CLAIM_VERDICTS)[number]

/** Whatever the run has something to say about. */
type Spoken = Exclude<ClaimVerdict, 'absent' | 'pending'>

export interface JudgedClaim {
  /** As it is called in the run, or in the preset where the run has none; null = the whole run. */
  strategy: string | null
  /** Index in the run; null where the claim is about the run, or its strategy is not there. */
  arm: number | null
  /** Null where the preset has one fault point only. */
  place: string | null
  metric: string
  published: string
  arithmetic: Pick<Arithmetic, 'figure' | 'because'> | null
  /** Null = not even a figure without an interval. */
  measured: string | null
  verdict: ClaimVerdict
  /** The closing sentence. */
  sentence: string
}

/** Every claim of a preset against a run of it, in the preset's order. */
export function judgeClaims(preset: Preset, report: RunReport): JudgedClaim[] {
  const { claims = [] } = preset
  if (claims.length === 0) return []
  const original = preset.spec()
  return claims.map((claim) => judged(claim, original, report))
}

function judged(claim: Claim, original: ExperimentSpec, report: RunReport): JudgedClaim {
  const points = faultPoints(original.matrix)
  const point = claim.point ?? (points.length === 1 ? points[0] : undefined)
  const arm = claim.strategy === null ? 0 : armOf(claim.strategy, original, report.spec)
  const choice = report.spec.strategies[arm ?? -1]
  const calculated = (choice && claim.arithmetic?.(report.spec, choice)) ?? null
  const place = points.length === 1 || !point ? null : describeFaultPoint(point, original.matrix.loss.mode)
  const told = {
    ...{ strategy: claim.strategy === null ? null : (choice?.label ?? claim.strategy), place },
    ...{ arm: claim.strategy === null ? null : arm, metric: claim.metric, published: claim.published },
    arithmetic: calculated && { figure: calculated.figure, because: calculated.because },
  }
  const evidence = evidenceOf(arm, claim, point, points, report)
  if ('why' in evidence) {
    const { why, verdict } = evidence
    const opening = verdict === 'pending' ? 'Not yet measured' : 'Not in this run'
    return { ...told, measured: null, verdict, sentence: `${opening}: ${why}.` }
  }
  const measured = claim.measure(evidence)
  const shown = verdictOn(claim.figure, calculated, measured)
  const text = measuredText(measured, claim.unit)
  // What came out may be the machine’s doing, whichever way it did.
  const isInDoubt = (shown === 'missed' || shown === 'held') && isSuspect(point, report)
  const verdict = isInDoubt ? 'untold' : shown
  const sentence = sentenceOf(isInDoubt ? 'suspect' : shown, told, measured, text)
  return { ...told, measured: text, verdict, sentence }
}

/** Whether all trials that a claim rests on are suspect. */
function isSuspect(point: FaultPoint | undefined, { trials, points }: RunReport): boolean {
  const own = trials.filter(({ pointIndex }) => !point || isSame(points[pointIndex], point))
  return own.length > 0 && own.every(({ quality }) => quality === 'suspect')
}

/** Which strategy of the run is the preset's of that label: the same with the same parameters, whatever it is called there. */
function armOf(label: string, original: ExperimentSpec, spec: ExperimentSpec): number | null {
  const wanted = original.strategies.find((strategy) => strategy.label === label)
  if (!wanted) throw new Error(`the preset has no strategy “${label}” that one of its claims is about`)
  const alike = spec.strategies.flatMap(({ use, params, label: own }, index) =>
    use === wanted.use && isSame(params, wanted.params) ? [{ index, own }] : [],
  )
  return (alike.find(({ own }) => own === label) ?? alike[0])?.index ?? null
}

/** Why nothing can be read; pending = there may be something when the run is over. */
interface Missing {
  verdict: 'absent' | 'pending'
  why: string
}

/** What the claim is read from, or why it cannot be. */
function evidenceOf(
  arm: number | null,
  claim: Claim,
  point: FaultPoint | undefined,
  points: readonly FaultPoint[],
  report: RunReport,
): Evidence | Missing {
  const absent = (why: string): Missing => ({ verdict: 'absent', why })
  const noTrial = (why: string): Missing => ({
    verdict: report.status === 'queued' || report.status === 'running' ? 'pending' : 'absent',
    why,
  })
  if (arm === null) return absent(`no strategy of it is “${claim.strategy}” with the preset’s parameters`)
  const isWhole = isSame(report.points, points)
  const pointIndex = point ? report.points.findIndex((own) => isSame(own, point)) : null
  if (pointIndex !== null && pointIndex < 0)
    return absent('its matrix does not have the fault point that this is about')
  if (pointIndex === null && !isWhole) return absent('its matrix has other fault points than the preset')
  const overall = report.arms[arm]
  if (report.trials.length === 0 || !overall) return noTrial('no trial of it has ended')
  const figuresAt = (wanted: number) =>
    pointIndex === null
      ? report.arms[wanted]
      : report.cells.find((cell) => cell.arm === wanted && cell.pointIndex === pointIndex)?.figures
  const figures = figuresAt(arm)
  if (!figures) return noTrial('no trial at this fault point has ended')
  return {
    ...{ report, arm, figures, overall: isWhole ? overall : null },
    figuresOf: (label) => figuresAt(report.spec.strategies.findIndex((own) => own.label === label)) ?? null,
  }
}

function verdictOn(figure: PublishedFigure, calculated: Arithmetic | null, measured: Measured): Spoken {
  if (figure.kind === 'none') return 'no-figure'
  const claimed = rangeOf(figure)
  const { bounds } = calculated ?? {}
  if (bounds && !touch(claimed, bounds)) return 'impossible'
  switch (measured.kind) {
    case 'unknown':
      return 'untold'
    case 'count':
      return isWithin(measured.count, claimed) ? 'held' : 'missed'
    case 'occasions': {
      const within = measured.values.filter((value) => isWithin(value, claimed)).length
      return within === measured.values.length ? 'held' : within === 0 ? 'missed' : 'untold'
    }
    case 'estimate': {
      const { low, high } = measured.estimate
      if (!touch({ from: low, to: high }, claimed)) return 'missed'
      return figure.kind === 'value' || (isWithin(low, claimed) && isWithin(high, claimed))
        ? 'held'
        : 'untold'
    }
  }
}

function rangeOf(figure: Exclude<PublishedFigure, { kind: 'none' }>): Range {
  return figure.kind === 'range'
    ? figure
    : { from: figure.value - figure.within, to: figure.value + figure.within }
}

function isWithin(value: number, { from, to }: Range): boolean {
  return value >= from && value <= to
}

function touch(a: Range, b: Range): boolean {
  return a.from <= b.to && b.from <= a.to
}

const OPENINGS: Record<Spoken | 'suspect', string> = {
  held: 'Held here',
  missed: 'Did not hold here',
  impossible: 'Cannot hold by arithmetic',
  untold: 'Cannot be told here',
  suspect: 'Cannot be told, as the measurement is suspect',
  'no-figure': 'No figure to hold it against',
}

function sentenceOf(
  verdict: keyof typeof OPENINGS,
  { published, arithmetic }: Pick<JudgedClaim, 'published' | 'arithmetic'>,
  measured: Measured,
  text: string | null,
): string {
  const parts = [
    `the article says ${published}`,
    ...(arithmetic ? [`arithmetic says ${arithmetic.figure} (${arithmetic.because})`] : []),
    measured.kind !== 'unknown'
      ? `measured ${text ?? ''}`
      : text === null
        ? `not measured: ${measured.why}`
        : `measured ${text}: ${measured.why}`,
  ]
  return `${OPENINGS[verdict]}: ${parts.join(', ')}.`
}
