/**
 * The losses of a receipt: what the callers sent against what the target says to have begun and what was answered. Nothing of
 * it comes from the paths that lose.
 */
import type { AttemptRecord } from '../history/attempt'
import { isRefusal, type ErrorClass } from '../history/error-class'
import { wilson } from '../summary/interval'
import { count, counted } from '../words/counts'
import type { FaultStep } from './fault'
import { lossWindows, type LossWindow } from './loss-draw'
import type { ReceiptLine } from './receipt'

/** Attempts that ended without a word of the target. */
const UNANSWERED: readonly ErrorClass[] = [
  'attempt-timeout',
  'deadline',
  'cancelled',
  'connection-dropped',
  'stale-connection',
  'unknown',
]
/** Faults that lose nothing by themselves: beside any other one, a loss cannot be told apart. */
const LOSSLESS: readonly string[] = [
  'loss',
  'latency',
  'bandwidth',
  'slicer',
  'slow-close',
  'leader-transfer',
  'learner',
]
/** What stalls of a busy machine may add: attempts that time out before their bytes have left. */
const SLACK_PERCENT = 0.5
/** Standard errors that a sample of the asked-for share stays within, 999 times of 1,000. */
const STANDARD_ERRORS = 3.29

/** What the attempts of a trial say, as their callers saw it. */
export interface AttemptTally {
  /** On the wire: neither refused nor never sent. */
  sent: number
  /** Expected to be lost by the probabilities in force when each attempt began. */
  expectedLost: { request: number; ack: number }
  /** Not answered although nothing was to become of them: late answers, broken connections. */
  unansweredByChance: number
  answered: number
  /** Duration of attempts that succeeded, milliseconds: their number, sum and sum of squares. */
  ok: { count: number; sumMs: number; sumOfSquares: number }
}

/**
 * Counts the attempts of a trial.
 * @param outOfReach arms whose attempts cannot be lost: libraries that send by connections of their own
 */
export function tallyAttempts(
  attempts: Iterable<AttemptRecord>,
  steps: readonly FaultStep[],
  outOfReach: readonly number[] = [],
): AttemptTally {
  const windows = lossWindows(steps)
  const tally: AttemptTally = {
    ...{ sent: 0, expectedLost: { request: 0, ack: 0 }, unansweredByChance: 0, answered: 0 },
    ok: { count: 0, sumMs: 0, sumOfSquares: 0 },
  }
  for (const { arm, errorClass, loss, outcome, startMs, endMs } of attempts) {
    if (isRefusal(errorClass) || errorClass === 'not-sent') continue
    tally.sent += 1
    if (!outOfReach.includes(arm)) {
      const { request, ack } = lossAt(windows, startMs)
      tally.expectedLost.request += request
      tally.expectedLost.ack += ack
    }
    if (!UNANSWERED.includes(errorClass)) tally.answered += 1
    else if (loss === 'none') tally.unansweredByChance += 1
    if (outcome === 'ok') {
      tally.ok.count += 1
      tally.ok.sumMs += endMs - startMs
      tally.ok.sumOfSquares += (endMs - startMs) ** 2
    }
  }
  return tally
}

/** Probabilities of an attempt that begins now: of several losses the first that hits decides. */
function lossAt(windows: readonly LossWindow[], startMs: number): { request: number; ack: number } {
  const lost = { request: 0, ack: 0 }
  let spared = 1
  for (const { startMs: fromMs, endMs, params } of windows) {
    if (startMs < fromMs || (endMs !== null && startMs >= endMs)) continue
    const hit = (spared * params.sharePercent) / 100
    spared -= hit
    if (params.mode === 'mixed') {
      lost.request += hit / 2
      lost.ack += hit / 2
    } else lost[params.mode] += hit
  }
  return lost
}

/**
 * The lines about lost attempts; none where the target cannot count what arrives.
 * @param arrived requests that the target says to have begun
 */
export function lossLines(
  { sent, expectedLost, unansweredByChance, answered }: AttemptTally,
  arrived: number | null,
  steps: readonly FaultStep[],
): ReceiptLine[] {
  if (sent === 0) return []
  const isAlone = steps.every(({ fault }) => LOSSLESS.includes(fault))
  const requests = arrived === null ? 'an unknown number of requests' : counted(arrived, 'request')
  const base = { unit: '% of attempts', arrived, sent, isAlone }
  return [
    lossLine({
      ...base,
      ...{ measure: 'request-loss', title: 'Requests lost before the target' },
      expected: expectedLost.request,
      lost: arrived === null ? null : sent - arrived,
      evidence: `${counted(sent, 'attempt')} on the wire, ${requests} begun by the target’s own count`,
    }),
    lossLine({
      ...base,
      ...{ measure: 'ack-loss', title: 'Answers lost after execution' },
      expected: expectedLost.ack,
      lost: arrived === null ? null : arrived - answered - unansweredByChance,
      evidence: `of ${requests} begun, ${counted(answered, 'was answered', 'were answered')} and ${count(unansweredByChance)} had no answer for another reason`,
    }),
  ].filter(({ requested }) => requested !== null || arrived !== null)
}

function lossLine(of: {
  measure: string
  title: string
  unit: string
  sent: number
  expected: number
  lost: number | null
  isAlone: boolean
  evidence: string
}): ReceiptLine {
  const { measure, title, unit, sent, expected, lost, isAlone, evidence } = of
  const share = expected / sent
  const tolerance = SLACK_PERCENT + 100 * STANDARD_ERRORS * Math.sqrt((share * (1 - share)) / sent)
  const requested = isAlone ? 100 * share : null
  const doubt = lost === null ? null : impossible(lost, sent, tolerance)
  const line = { measure, title, unit, requested, tolerance: isAlone ? tolerance : null }
  if (lost === null || doubt !== null) {
    const nothing = { measured: null, low: null, high: null, verdict: 'unknown' } as const
    return { ...line, ...nothing, evidence: doubt === null ? evidence : `${evidence}: ${doubt}` }
  }
  // A few too many or too few are attempts at the edges of the window.
  const missing = Math.min(sent, Math.max(0, lost))
  const estimate = wilson(missing, sent)
  const measured = (100 * missing) / sent
  const isWithin = requested !== null && Math.abs(measured - requested) <= tolerance
  return {
    ...{ ...line, measured, evidence },
    low: estimate && 100 * estimate.low,
    high: estimate && 100 * estimate.high,
    verdict: requested === null ? 'informs' : isWithin ? 'within' : 'beyond',
  }
}

/**
 * Why no share can be told by these counts; null where one can. A share outside of 0–100 % is none: the counts are not of the
 * same requests.
 * @param tolerance percent of what was sent that the counts may miss each other by
 */
function impossible(lost: number, sent: number, tolerance: number): string | null {
  const slack = (tolerance / 100) * sent
  const excess = Math.max(-lost, lost - sent)
  return excess <= slack
    ? null
    : `these counts contradict each other by ${count(excess)}, so they tell no share: attempts without an answer may never have left a machine that stood still, or others use the target too`
}
