import { describe, expect, it } from 'vitest'
import { attempts, step, verdicts, witnessed } from './receipt-evidence'
import { tallyAttempts } from './receipt-losses'
import { receiptOf, receiptProblems } from './receipt-of'

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

  it('is unknown where the counts make no share between 0 and 100 %, and says why', () => {
    const none = [step('loss', { sharePercent: 0 })]
    const linesFor = (arrived: number, records = attempts({})) =>
      receiptOf(none, [witnessed({ requestsArrived: arrived })], tallyAttempts(records, none)).slice(0, 2)
    // The machine stood still: these timed out before their bytes had left, so they are missing at the target, and are once more
    // taken from the answers that are missing.
    const stalled = attempts({ ack: 640 }).map((attempt) => ({ ...attempt, loss: 'none' as const }))
    expect(linesFor(1_360, stalled)).toMatchObject([
      { measure: 'request-loss', measured: 32, verdict: 'beyond' },
      {
        ...{ measure: 'ack-loss', measured: null, low: null, high: null, verdict: 'unknown' },
        evidence: expect.stringContaining('contradict each other by 640') as string,
      },
    ])
    expect(linesFor(2_011)).toMatchObject([
      { measure: 'request-loss', measured: null, verdict: 'unknown' },
      { measure: 'ack-loss', measured: 0.55, verdict: 'beyond' },
    ])
    // A few at the edges of the window are no contradiction.
    expect(linesFor(2_009)[0]).toMatchObject({ measured: 0, low: 0, verdict: 'within' })
    expect(linesFor(5_000)[1]).toMatchObject({ measured: null, verdict: 'unknown' })
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
    // A single switch that nobody saw did not happen.
    expect(verdicts(switches(1), evidence(0))).toMatchObject({ 'leader-changes': 'beyond' })
    expect(verdicts(switches(1), evidence(1))).toMatchObject({ 'leader-changes': 'within' })
    const withNames = [...switches(3), step('name-failure', { answer: 'error', on: 'all' })]
    expect(verdicts(withNames, evidence(0))).toMatchObject({ 'leader-changes': 'beyond' })
  })

  it('allow none where no fault touches the cluster, and one where one does', () => {
    const seen = [witnessed({ leaderChanges: [change] })]
    expect(verdicts([], seen)).toMatchObject({ 'leader-changes': 'beyond' })
    expect(verdicts([], [witnessed({ leaderChanges: [] })])).toMatchObject({ 'leader-changes': 'within' })
    const onLeader = step('latency', { latencyMs: 5, jitterMs: 0, on: 'leader', link: 'client' })
    expect(verdicts([onLeader], seen)).toMatchObject({ 'leader-changes': 'within' })
  })

  it('marks the trial in words', () => {
    const steps = switches(6)
    const receipt = receiptOf(steps, [witnessed({ leaderChanges: [] })], tallyAttempts([], steps))
    expect(receiptProblems(receipt)).toEqual([
      'Leader changes seen: 0 changes were measured, 6 ± 1 were asked for',
    ])
  })

  it('marks the trial in figures of three digits and groups thousands, as every other figure is written', () => {
    const line = { measure: 'm', title: 'Latency added', unit: 'ms', low: null, high: null, evidence: '' }
    const beyond = { ...line, verdict: 'beyond' as const }
    expect(
      receiptProblems([
        { ...beyond, measured: -0.4207, requested: 8, tolerance: 3.601 },
        { ...beyond, measured: 12_345.6, requested: 1_000, tolerance: 104.26 },
      ]),
    ).toEqual([
      'Latency added: −0.42 ms were measured, 8 ± 3.60 were asked for',
      'Latency added: 12,346 ms were measured, 1,000 ± 104 were asked for',
    ])
  })

  it('counts in its evidence as everywhere', () => {
    const loss = [step('loss', { sharePercent: 15, mode: 'request' })]
    const evidenceOf = (arrived: number | null, lost: number, sent: number) =>
      receiptOf(
        loss,
        [witnessed({ requestsArrived: arrived })],
        tallyAttempts(attempts({ request: lost }, sent), loss),
      )
        .map(({ evidence }) => evidence)
        .join('\n')
    const many = evidenceOf(1_700, 300, 2_000)
    expect(many).toContain('2,000 attempts on the wire, 1,700 requests begun')
    expect(many).toContain('of 1,700 requests begun, 1,700 were answered and 0 had no answer')
    expect(many).toContain('1,700 attempts that succeeded')
    expect(evidenceOf(1, 0, 1)).toContain('1 attempt on the wire, 1 request begun')
    expect(evidenceOf(1, 0, 1)).toContain('of 1 request begun, 1 was answered')
    expect(evidenceOf(null, 0, 2)).toContain('2 attempts on the wire, an unknown number of requests begun')
  })
})
