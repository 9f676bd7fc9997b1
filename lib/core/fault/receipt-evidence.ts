/** Test support: evidence as a window would have given it. */
import type { AttemptRecord } from '../history/attempt'
import { RANDOM_PURPOSE, streamOf } from '../random/stream'
import type { Probe, ProbedLink, WindowEvidence } from './evidence'
import type { FaultStep } from './fault'
import { tallyAttempts } from './receipt-losses'
import { receiptOf } from './receipt-of'
import { faults, type FaultName } from './registry'

/** A step of that fault with its defaults filled in. */
export const step = (
  fault: FaultName,
  params: object,
  startMs = 0,
  endMs: number | null = null,
): FaultStep => ({
  ...{ id: fault, fault, startMs, endMs },
  params: faults[fault].params.parse(params) as Record<string, unknown>,
})

/** A window in which nothing was witnessed but this. */
export const witnessed = (changes: Partial<WindowEvidence>): WindowEvidence => ({
  ...{ arm: null, requestsArrived: null, probes: [], probedUntilMs: 10_000 },
  ...{ sightings: [], nameProbes: [], leaderChanges: null, nameFailures: null, packets: null },
  ...changes,
})

/** Attempts of which some are drawn as lost and end at their time-out; all others are answered. */
export function attempts(lost: { request?: number; ack?: number }, count = 2_000): AttemptRecord[] {
  const { request = 0, ack = 0 } = lost
  return Array.from({ length: count }, (_, operation) => {
    const loss = operation < request ? 'request' : operation < request + ack ? 'ack' : 'none'
    return {
      ...{
        arm: 0,
        operation,
        attempt: 1,
        kind: 'put',
        member: 0,
        loss,
        intendedStartMs: 0,
        startMs: operation,
      },
      ...{
        endMs: operation + 5,
        operationEndMs: operation + 5,
        nominalDelayMs: 0,
        plannedDelayMs: 0,
        actualDelayMs: 0,
      },
      ...(loss === 'none'
        ? { outcome: 'ok', errorClass: 'none', stop: 'succeeded' }
        : { outcome: 'info', errorClass: 'attempt-timeout', stop: 'attempts-exhausted' }),
    } as AttemptRecord
  })
}

/** Probes under max(0, U(latency ± jitter)), drawn from a fixed seed. */
export function probes(
  latencyMs: number,
  jitterMs: number,
  count = 200,
  link: ProbedLink = 'client',
): Probe[] {
  const random = streamOf(5, RANDOM_PURPOSE.sample)
  return Array.from({ length: count }, (_, index) => ({
    ...{ member: index % 3, link, startMs: index * 45, aroundMs: 1 + random.next() },
    throughMs: 1.5 + random.next() + Math.max(0, latencyMs + (2 * random.next() - 1) * jitterMs),
  }))
}

/** The verdict of each line, by its measure. */
export function verdicts(
  steps: FaultStep[],
  evidence: WindowEvidence[],
  records: AttemptRecord[] = attempts({}),
) {
  const receipt = receiptOf(steps, evidence, tallyAttempts(records, steps))
  return Object.fromEntries(receipt.map(({ measure, verdict }) => [measure, verdict]))
}
