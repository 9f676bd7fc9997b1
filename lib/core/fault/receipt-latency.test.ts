import { describe, expect, it } from 'vitest'
import type { Sighting } from './evidence'
import { probes, step, verdicts, witnessed } from './receipt-evidence'
import { tallyAttempts } from './receipt-losses'
import { receiptOf } from './receipt-of'

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

describe('the receipt of a latency on some members', () => {
  const latency = (params: object, startMs = 0) => [
    step('latency', { latencyMs: 100, jitterMs: 50, ...params }, startMs),
  ]
  /** Only these members are delayed. */
  const delayed = (...members: number[]) => {
    const [slow, quick] = [probes(100, 50), probes(0, 0)]
    return slow.map((probe, index) => (members.includes(probe.member) ? probe : (quick[index] ?? probe)))
  }
  const led = (atMs: number, leader: number | null): Sighting => ({
    ...{ atMs, leader, members: ['agrees', 'agrees', 'agrees'], spareAnswers: null },
  })
  const RIGHT = { 'latency-mean': 'within', 'latency-spread': 'within', 'latency-mean-spared': 'within' }
  const WRONG = { 'latency-mean': 'beyond', 'latency-spread': 'beyond', 'latency-mean-spared': 'beyond' }

  it('is held against the probes of that member, and the others against nothing added', () => {
    const steps = latency({ on: 'member-2' })
    expect(verdicts(steps, [witnessed({ probes: delayed(1) })])).toMatchObject(RIGHT)
    expect(verdicts(steps, [witnessed({ probes: delayed(0) })])).toMatchObject(WRONG)
    expect(verdicts(steps, [witnessed({ probes: delayed(0, 1, 2) })])).toMatchObject({
      ...{ 'latency-mean': 'within', 'latency-mean-spared': 'beyond' },
    })
  })

  it('finds the leader and its follower in what the members said before it began, whoever leads later', () => {
    const sightings = [led(-40, 2), led(5_000, 1)]
    const onLeader = (member: number) => [witnessed({ probes: delayed(member), sightings })]
    expect(verdicts(latency({ on: 'leader' }), onLeader(2))).toMatchObject(RIGHT)
    expect(verdicts(latency({ on: 'leader' }), onLeader(1))).toMatchObject(WRONG)
    expect(verdicts(latency({ on: 'follower' }), onLeader(0))).toMatchObject(RIGHT)
    const withoutFirst: Sighting[] = [{ ...led(-40, 2), members: ['silent', 'agrees', 'agrees'] }]
    const evidence = [witnessed({ probes: delayed(1), sightings: withoutFirst })]
    expect(verdicts(latency({ on: 'follower' }), evidence)).toMatchObject(RIGHT)
  })

  it.each([
    ['nobody looked', []],
    ['nobody led', [led(-40, null)]],
    ['the leader had changed just before', [led(-4_000, 1), led(-100, 2)]],
  ])('is unknown where %s', (_, sightings) => {
    const steps = latency({ on: 'leader' })
    const receipt = receiptOf(steps, [witnessed({ probes: delayed(2), sightings })], tallyAttempts([], []))
    expect(receipt).toMatchObject([
      {
        ...{ measure: 'latency-mean', requested: expect.closeTo(100, -1) as number, verdict: 'unknown' },
        evidence: expect.stringContaining('the leader') as string,
      },
      { measure: 'latency-spread', verdict: 'unknown' },
    ])
  })

  it('is unknown, with the request beside it, on a share of connections and beside faults that change times', () => {
    const share = latency({ toxicity: 0.3 })
    const evidence = [witnessed({ probes: delayed(1) })]
    const receipt = receiptOf(share, evidence, tallyAttempts([], []))
    expect(receipt[0]).toMatchObject({
      ...{ measure: 'latency-mean', requested: expect.closeTo(100, -1) as number, verdict: 'unknown' },
      evidence: expect.stringContaining('on 30 % of connections') as string,
    })
    const both = [...latency({}), step('bandwidth', {})]
    expect(verdicts(both, evidence)).toMatchObject({ 'latency-mean': 'unknown', 'latency-spread': 'unknown' })
    expect(verdicts([step('bandwidth', {})], evidence)).not.toHaveProperty('latency-mean')
    const shareOfOne = latency({ toxicity: 0.3, on: 'member-2' })
    expect(verdicts(shareOfOne, evidence)).toMatchObject({
      ...{ 'latency-mean': 'unknown', 'latency-mean-spared': 'within' },
    })
  })

  it('gives each aim lines of its own', () => {
    const on = (member: string, id: string) => ({
      ...step('latency', { latencyMs: 100, jitterMs: 50, on: member }),
      id,
    })
    const steps = [on('member-1', 'first'), on('member-2', 'second')]
    const found = verdicts(steps, [witnessed({ probes: delayed(0, 1) })])
    expect(found).toMatchObject({ ...RIGHT, 'latency-mean-second': 'within' })
  })
})
