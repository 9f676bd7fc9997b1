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
})
