/** Writes the receipt of a trial. Pure: the same evidence gives the same receipt. */
import { number } from '../words/figures'
import type { WindowEvidence } from './evidence'
import type { FaultStep } from './fault'
import type { ReceiptLine } from './receipt'
import { awayLines } from './receipt-away'
import { leaderLines } from './receipt-clusters'
import { latencyLines } from './receipt-latency'
import { lossLines, type AttemptTally } from './receipt-losses'
import { nameLines } from './receipt-names'
import { packetLines } from './receipt-packets'

/**
 * All lines of the receipt, those that can be held against a request first.
 * @param evidence one entry per window of the trial
 */
export function receiptOf(
  steps: readonly FaultStep[],
  evidence: readonly WindowEvidence[],
  tally: AttemptTally,
): ReceiptLine[] {
  const arrived = evidence.reduce<number | null>(
    (sum, { requestsArrived }) => (sum === null || requestsArrived === null ? null : sum + requestsArrived),
    0,
  )
  const lines = [
    ...lossLines(tally, arrived, steps),
    ...packetLines(evidence, steps),
    ...latencyLines(evidence, steps, tally),
    ...leaderLines(evidence, steps),
    ...awayLines(evidence, steps),
    ...nameLines(evidence, steps),
  ]
  return [...lines.filter(isHeldAgainst), ...lines.filter((line) => !isHeldAgainst(line))]
}

/** What marks the trial: one sentence per line beyond its tolerance. */
export function receiptProblems(receipt: readonly ReceiptLine[]): string[] {
  return receipt
    .filter(({ verdict }) => verdict === 'beyond')
    .map(
      ({ title, unit, requested, measured, tolerance }) =>
        `${title}: ${figure(measured)} ${unit} were measured, ${figure(requested)} ± ${figure(tolerance)} were asked for`,
    )
}

function isHeldAgainst({ verdict }: ReceiptLine): boolean {
  return verdict !== 'informs'
}

function figure(value: number | null): string {
  return value === null ? 'nothing' : number(value)
}
