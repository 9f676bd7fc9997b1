import { describe, expect, it } from 'vitest'
import type { AttemptRecord } from '../history/attempt'
import { RANDOM_PURPOSE, streamOf } from '../random/stream'
import type { Probe, ProbedLink, WindowEvidence } from './evidence'
import type { FaultStep } from './fault'
import { tallyAttempts } from './receipt-losses'
import { receiptOf, receiptProblems } from './receipt-of'
import { faults, type FaultName } from './registry'

const step = (fault: FaultName, params: object, startMs = 0, endMs: number | null = null): FaultStep => ({
  ...{ id: fault, fault, startMs, endMs },
  params: faults[fault].params.parse(params) as Record<string, unknown>,
})

const witnessed = (changes: Partial<WindowEvidence>): WindowEvidence => ({
  ...{ arm: null, requestsArrived: null, probes: [], probedUntilMs: 10_000 },
  ...{ leaderChanges: null, nameFailures: null, packets: null },
  ...changes,
})

/** Attempts of which some are drawn as lost and end at their time-out; all others are answered. */
function attempts(lost: { request?: number; ack?: number }, count = 2_000): AttemptRecord[] {
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
function probes(latencyMs: number, jitterMs: number, count = 200, link: ProbedLink = 'client'): Probe[] {
  const random = streamOf(5, RANDOM_PURPOSE.sample)
  return Array.from({ length: count }, (_, index) => ({
    ...{ member: index % 3, link, startMs: index * 45, aroundMs: 1 + random.next() },
    throughMs: 1.5 + random.next() + Math.max(0, latencyMs + (2 * random.next() - 1) * jitterMs),
  }))
}

function verdicts(steps: FaultStep[], evidence: WindowEvidence[], records: AttemptRecord[] = attempts({})) {
  const receipt = receiptOf(steps, evidence, tallyAttempts(records, steps))
  return Object.fromEntries(receipt.map(({ measure, verdict }) => [measure, verdict]))
}

describe('the receipt of a loss', () => {
  const requestLoss = [step('loss', { sharePercent: 15, mode: 'request' })]
  const ackLoss = [step('loss', { sharePercent: 15, mode: 'ack' })]

  it('is within where as many requests are missing as were asked for', () => {
    const evidence = [witnessed({ requestsArrived: 1_700 })]
    expect(verdicts(requestLoss, evidence, attempts({ request: 300 }))).toMatchObject({
      'request-loss': 'within',
      'ack-loss': 'within',
    })
  })

  it('is beyond where the path did not lose: all requests arrived and were answered', () => {
    const sabotaged = attempts({})
    expect(verdicts(requestLoss, [witnessed({ requestsArrived: 2_000 })], sabotaged)).toMatchObject({
      'request-loss': 'beyond',
    })
  })

  it('tells lost answers from lost requests', () => {
    const lost = attempts({ ack: 300 })
    expect(verdicts(ackLoss, [witnessed({ requestsArrived: 2_000 })], lost)).toMatchObject({
      'request-loss': 'within',
      'ack-loss': 'within',
    })
    // The path swallowed the requests too.
    expect(verdicts(ackLoss, [witnessed({ requestsArrived: 1_700 })], lost)).toMatchObject({
      'request-loss': 'beyond',
      'ack-loss': 'beyond',
    })
  })

  it('is unknown where the target cannot count, and only informs beside a fault that loses as well', () => {
    expect(verdicts(requestLoss, [witnessed({})], attempts({ request: 300 }))).toMatchObject({
      'request-loss': 'unknown',
    })
    const both = [...requestLoss, step('packet-loss', { sharePercent: 5 })]
    expect(verdicts(both, [witnessed({ requestsArrived: 1_500 })], attempts({ request: 300 }))).toMatchObject(
      {
        'request-loss': 'informs',
      },
    )
  })

  it('expects nothing of arms that loss cannot reach', () => {
    const spared = attempts({}).map((attempt) => ({ ...attempt, arm: 1 }))
    const records = [...attempts({ request: 300 }), ...spared]
    const evidence = [witnessed({ requestsArrived: 3_700 })]
    const lineFor = (outOfReach: number[]) =>
      receiptOf(requestLoss, evidence, tallyAttempts(records, requestLoss, outOfReach))[0]
    expect(lineFor([1])).toMatchObject({ measure: 'request-loss', verdict: 'within' })
    expect(lineFor([1])?.requested).toBeCloseTo(7.5, 9)
    expect(lineFor([])).toMatchObject({ measure: 'request-loss', verdict: 'beyond' })
  })

  it('takes the share from when each attempt began', () => {
    const half = [step('loss', { sharePercent: 30 }, 0, 1_000)]
    const receipt = receiptOf(
      half,
      [witnessed({ requestsArrived: 1_700 })],
      tallyAttempts(attempts({ request: 300 }), half),
    )
    expect(receipt[0]).toMatchObject({
      measure: 'request-loss',
      requested: expect.closeTo(15) as number,
      measured: 15,
      verdict: 'within',
    })
  })
})

describe('the receipt of a latency', () => {
  const latency = [step('latency', { latencyMs: 100, jitterMs: 50 })]

  it('is within where probes take as long as asked, in mean and spread', () => {
    expect(verdicts(latency, [witnessed({ probes: probes(100, 50) })])).toMatchObject({
      'latency-mean': 'within',
      'latency-spread': 'within',
    })
  })

  it.each([
    ['was never set', 0, 0, { 'latency-mean': 'beyond', 'latency-spread': 'beyond' }],
    ['has no jitter', 100, 0, { 'latency-mean': 'within', 'latency-spread': 'beyond' }],
    ['is too long', 125, 50, { 'latency-mean': 'beyond', 'latency-spread': 'within' }],
  ])('is beyond where it %s', (_, latencyMs, jitterMs, expected) => {
    expect(verdicts(latency, [witnessed({ probes: probes(latencyMs, jitterMs) })])).toMatchObject(expected)
  })

  it('finds a latency that nobody asked for', () => {
    expect(verdicts([], [witnessed({ probes: probes(100, 0) })])).toMatchObject({ 'latency-mean': 'beyond' })
    expect(verdicts([], [witnessed({ probes: probes(0, 0) })])).toMatchObject({ 'latency-mean': 'within' })
  })

  it('cannot be told from a handful of probes, and is left out where none was asked for', () => {
    const evidence = [witnessed({ probes: probes(100, 50, 19) })]
    expect(verdicts(latency, evidence)).toMatchObject({
      'latency-mean': 'unknown',
      'latency-spread': 'unknown',
    })
    expect(verdicts([], evidence)).not.toHaveProperty('latency-mean')
  })

  it('leaves out probes that began too late to be answered as fairly as the others', () => {
    const all = probes(100, 50)
    const cut = all.map((probe) => (probe.startMs > 8_900 ? { ...probe, throughMs: 1 } : probe))
    expect(verdicts(latency, [witnessed({ probes: cut, probedUntilMs: 9_000 })])).toMatchObject({
      'latency-mean': 'within',
    })
  })
})

describe('the receipt of a latency between members', () => {
  const link = (name: string) => [step('latency', { latencyMs: 100, jitterMs: 50, link: name })]
  const evidence = (client: [number, number], peer: [number, number]) => [
    witnessed({ probes: [...probes(...client), ...probes(...peer, 200, 'peer')] }),
  ]
  const within = { 'latency-mean': 'within', 'peer-latency-mean': 'within', 'peer-latency-spread': 'within' }

  it('is held against probes of that link, and the other one against its own', () => {
    expect(verdicts(link('peer'), evidence([0, 0], [100, 50]))).toMatchObject(within)
    expect(verdicts(link('both'), evidence([100, 50], [100, 50]))).toMatchObject(within)
    expect(verdicts(link('client'), evidence([100, 50], [0, 0]))).toMatchObject(within)
  })

  it('is beyond where it was not given, or given on the wrong link', () => {
    const beyond = { 'peer-latency-mean': 'beyond', 'peer-latency-spread': 'beyond' }
    expect(verdicts(link('peer'), evidence([0, 0], [0, 0]))).toMatchObject(beyond)
    expect(verdicts(link('peer'), evidence([100, 50], [0, 0]))).toMatchObject({
      ...beyond,
      'latency-mean': 'beyond',
    })
    expect(verdicts(link('client'), evidence([100, 50], [100, 50]))).toMatchObject(beyond)
  })

  it('is unknown, with what was asked for beside it, where nobody could probe that link', () => {
    const receipt = receiptOf(link('peer'), [witnessed({ probes: probes(0, 0) })], tallyAttempts([], []))
    expect(receipt.find(({ measure }) => measure === 'peer-latency-mean')).toMatchObject({
      ...{ requested: expect.closeTo(100, -1) as number, measured: null, verdict: 'unknown' },
      evidence: expect.stringContaining('latency 100 ± 50 ms, downstream, all members, peer link') as string,
    })
    expect(receipt.find(({ measure }) => measure === 'latency-mean')).toMatchObject({ verdict: 'within' })
  })
})

describe('the receipt of leader switches', () => {
  const change = { seenMs: 1, from: 0, to: 1, leaderlessMs: 30 }
  const switches = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      ...step('leader-transfer', {}),
      id: `leader-transfer-${index}`,
    }))

  it('counts the changes that the members told of, one more or less allowed', () => {
    const evidence = (count: number) => [
      witnessed({ leaderChanges: Array.from({ length: count }, () => change) }),
    ]
    expect(verdicts(switches(6), evidence(6))).toMatchObject({
      'leader-changes': 'within',
      'leaderless-time': 'informs',
    })
    expect(verdicts(switches(6), evidence(5))).toMatchObject({ 'leader-changes': 'within' })
    expect(verdicts(switches(6), evidence(4))).toMatchObject({ 'leader-changes': 'beyond' })
    expect(verdicts(switches(6), evidence(0))).toMatchObject({ 'leader-changes': 'beyond' })
  })

  it('marks the trial in words', () => {
    const steps = switches(6)
    const receipt = receiptOf(steps, [witnessed({ leaderChanges: [] })], tallyAttempts([], steps))
    expect(receiptProblems(receipt)).toEqual([
      'Leader changes seen: 0 changes were measured, 6 ± 1 were asked for',
    ])
  })
})
