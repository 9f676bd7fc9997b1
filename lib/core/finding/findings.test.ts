/** Each rule has a history that triggers it and a near miss that does not. */
import { describe, expect, it } from 'vitest'
import type { LedgerEntry } from '../fault/ledger'
import type { AttemptRecord } from '../history/attempt'
import { attemptRecord } from '../history/attempt-fixture'
import { at, calm, FAILED, findingsIn, many, rulesThatSpeak } from './finding-fixture'
import { findingRules } from './registry'

const fault = (actsMs: number, removedMs: number): LedgerEntry => ({
  ...{
    step: 's',
    arm: null,
    fault: 'latency',
    what: 'latency',
    plannedStartMs: actsMs,
    plannedEndMs: removedMs,
  },
  ...{ state: 'removed', actsMs, verifiedMs: actsMs, removedMs, confirmed: true, detail: '', problem: null },
})

describe('findings', () => {
  it('has nothing to say about a calm arm', () => {
    expect(rulesThatSpeak(calm())).toEqual([])
  })

  describe('deadlines that cut retries short', () => {
    const operationDeadlineMs = 1_000
    const cut = (changes: Partial<AttemptRecord>, count = 20) =>
      many(count, () => ({
        ...{ outcome: 'info', errorClass: 'deadline', stop: 'deadline', endMs: 1_000, operationEndMs: 1_000 },
        ...changes,
      }))
    const speaks = (attempts: AttemptRecord[], changes = {}) =>
      rulesThatSpeak(attempts, { operationDeadlineMs, ...changes }).includes('deadline-cut')

    it('sees retries that it cut, and not few of them, nor limits of the strategy', () => {
      const failedBefore = (count = 20) => many(count, () => ({ ...FAILED, endMs: 10, operationEndMs: 10 }))
      const last: Partial<AttemptRecord> = { attempt: 2, startMs: 60 }
      expect(speaks([...failedBefore(), ...cut(last)])).toBe(true)
      expect(speaks([...failedBefore(), ...cut({ ...last, stop: 'attempts-exhausted' })])).toBe(false)
      expect(speaks([...failedBefore(4), ...cut(last, 4)])).toBe(false)
    })

    it('sees retries that it prevented, waited for until the deadline or not begun', () => {
      const alone: Partial<AttemptRecord> = { errorClass: 'attempt-timeout', endMs: 700 }
      expect(speaks(cut(alone))).toBe(true)
      expect(speaks(cut({ ...alone, operationEndMs: 700 }))).toBe(true)
      expect(speaks(cut({ ...alone, stop: 'attempts-exhausted' }))).toBe(false)
    })

    it('has nothing to say of first attempts that last until the deadline, by whichever timer, and of hedges', () => {
      expect(speaks(cut({}))).toBe(false)
      const own: Partial<AttemptRecord> = {
        errorClass: 'attempt-timeout',
        endMs: 999.4,
        operationEndMs: 1_001,
      }
      expect(speaks(cut(own))).toBe(false)
      const first = many(20, () => ({
        ...FAILED,
        errorClass: 'deadline',
        endMs: 1_000,
        operationEndMs: 1_000,
      }))
      expect(speaks([...first, ...cut({ attempt: 2, startMs: 300 })])).toBe(false)
    })
  })

  it('sees retries of permanent errors, and not of temporary ones', () => {
    const retried = (errorClass: AttemptRecord['errorClass']) => [
      attemptRecord({ ...FAILED, errorClass }),
      attemptRecord({ attempt: 2, ...at(50) }),
    ]
    expect(rulesThatSpeak(retried('rejected'))).toContain('permanent-retried')
    expect(rulesThatSpeak(retried('overloaded'))).not.toContain('permanent-retried')
  })

  it('takes no attempt for a rejected one that was cancelled, or that was rejected only after the next had begun', () => {
    const hedged = (first: Partial<AttemptRecord>) => [
      attemptRecord({ ...FAILED, ...first }),
      attemptRecord({ attempt: 2, ...at(5) }),
      attemptRecord({ attempt: 3, ...at(5) }),
    ]
    expect(rulesThatSpeak(hedged({ errorClass: 'cancelled' }))).not.toContain('permanent-retried')
    expect(rulesThatSpeak(hedged({ errorClass: 'rejected', endMs: 9 }))).not.toContain('permanent-retried')
    expect(rulesThatSpeak(hedged({ errorClass: 'rejected', endMs: 5 }))).toContain('permanent-retried')
  })

  it('sees writes repeated in doubt; not reads, not transactions, not what certainly did not happen', () => {
    const retried = (kind: AttemptRecord['kind'], outcome: AttemptRecord['outcome']) => [
      attemptRecord({ kind, outcome, errorClass: 'attempt-timeout', stop: 'retry' }),
      attemptRecord({ kind, attempt: 2, ...at(50) }),
    ]
    expect(rulesThatSpeak(retried('put', 'info'))).toContain('unsafe-retry')
    expect(rulesThatSpeak(retried('put', 'fail'))).not.toContain('unsafe-retry')
    expect(rulesThatSpeak(retried('get', 'fail'))).not.toContain('unsafe-retry')
    expect(rulesThatSpeak(retried('txn', 'info'))).not.toContain('unsafe-retry')
  })

  it('counts one as one, and groups the digits of many', () => {
    const evidence = (attempts: AttemptRecord[]) => findingsIn(attempts).map((finding) => finding.evidence)
    const repeated = (count: number, first: Partial<AttemptRecord>) =>
      many(count, () => ({ kind: 'put', stop: 'retry', ...first })).flatMap((one, operation) => [
        one,
        attemptRecord({ operation, kind: 'put', attempt: 2, ...at(50) }),
      ])
    const inDoubt = { outcome: 'info', errorClass: 'attempt-timeout' } as const
    expect(evidence(repeated(1, inDoubt))).toContain(
      '1 attempt of 1 operation repeated a write that may have happened already',
    )
    expect(evidence(repeated(1_200, inDoubt)).join()).toContain('1,200 attempts of 1,200 operations repeated')
    const rejected = { outcome: 'fail', errorClass: 'rejected' } as const
    expect(evidence(repeated(1, rejected)).join()).toContain('1 attempt repeated a request')
    const behind = attemptRecord({ attempt: 2, ...at(500), operationEndMs: 10, stop: 'after-end' })
    expect(evidence([behind])[0]).toMatch(/^1 attempt of 1 operation began after the caller had left/)
  })

  it('believes what a breaker tells of itself, and takes failed probes of a long outage for no flapping', () => {
    const told = (states: number[]) => ({
      breaker: states.map((state, index): [number, number] => [index * 100, state]),
    })
    const [closed, halfOpen, open] = [0, 1, 2]
    const rounds = (count: number) => Array.from({ length: count }, () => [closed, open, halfOpen]).flat()
    expect(rulesThatSpeak(calm(), told(rounds(4)))).toContain('breaker-flapping')
    expect(rulesThatSpeak(calm(), told(rounds(3)))).not.toContain('breaker-flapping')
    const outage = [closed, ...Array.from({ length: 10 }, () => [open, halfOpen]).flat()]
    expect(rulesThatSpeak(calm(), told(outage))).not.toContain('breaker-flapping')
  })
  it('sees a breaker that flaps, and not one that opened three times', () => {
    const flaps = (openings: number) =>
      Array.from({ length: openings }, (_, index) => [
        attemptRecord({
          operation: 2 * index,
          ...at(1_000 * index),
          outcome: 'fail',
          errorClass: 'breaker-open',
          stop: 'refused',
        }),
        attemptRecord({ operation: 2 * index + 1, ...at(1_000 * index + 500) }),
      ]).flat()
    expect(rulesThatSpeak(flaps(4))).toContain('breaker-flapping')
    expect(rulesThatSpeak(flaps(3))).not.toContain('breaker-flapping')
  })

  it('sees timers and calls pending for callers that had gone, and not a few that are just being cleared', () => {
    const seen = {
      ...{ atMs: 900, timers: 3, calls: 2, left: 0, places: ['leaky.ts:38'], atPlaces: 4 },
      ...{ handles: 0, handlePlaces: [] },
    }
    const [finding] = findingsIn([], { abandoned: seen })
    expect(finding).toMatchObject({ rule: 'abandoned-work', measure: 5, atMs: 900 })
    expect(finding?.evidence).toBe(
      '3 timers and 2 calls were pending at once for callers that had gone; 4 of them created at leaky.ts:38',
    )
    const [one] = findingsIn([], { abandoned: { ...seen, timers: 1, calls: 4, left: 1 } })
    expect(one?.evidence).toMatch(/^1 timer and 4 calls were pending/)
    expect(one?.evidence).toMatch(/1 was there after everything had ended$/)
    expect(rulesThatSpeak([], { abandoned: { ...seen, timers: 2 } })).toEqual([])
    expect(rulesThatSpeak([], { abandoned: null })).toEqual([])
  })

  it('sees handles that operations leave open, and not a few that serve all of them', () => {
    const none = { atMs: 900, timers: 4, calls: 0, left: 0, places: [], atPlaces: 0 }
    const open = (handles: number) =>
      findingsIn([], { abandoned: { ...none, handles, handlePlaces: ['own.mjs:7'] } })
    expect(open(5)).toMatchObject([{ rule: 'abandoned-work', measure: 5, atMs: null }])
    expect(open(5)[0]?.evidence).toBe(
      '5 handles that operations had opened were open after everything had ended, most at own.mjs:7',
    )
    expect(open(4)).toEqual([])
  })

  it('sees goodput that does not come back, and not goodput that does, or a fault that stays', () => {
    const ledger = [fault(2_000, 4_000)]
    const lost = [...calm(0, 4_000)]
    expect(rulesThatSpeak(lost, { ledger })).toContain('metastable')
    expect(rulesThatSpeak([...lost, ...calm(6_500, 10_000)], { ledger })).not.toContain('metastable')
    expect(rulesThatSpeak(lost, { ledger: [fault(2_000, 10_000)] })).not.toContain('metastable')
  })

  it('takes few operations, and a shortfall that chance explains, for no metastable state', () => {
    const ledger = [fault(10_000, 12_000)]
    const one = (startMs: number, index: number) => attemptRecord({ operation: index, ...at(startMs) })
    /** Evenly: two a second for ten seconds, and so many in the time from second 15 on. */
    const speaks = (after: number, windowMs: number) => {
      const before = Array.from({ length: 20 }, (_, index) => one(500 * index, index))
      const step = (windowMs - 15_000) / after
      const later = Array.from({ length: after }, (_, index) => one(15_000 + step * index, 100 + index))
      return rulesThatSpeak([...before, ...later], { ledger, windowMs }).includes('metastable')
    }
    // One of two expected, four of nineteen expected: too few to tell.
    expect(speaks(1, 16_000)).toBe(false)
    expect(speaks(4, 24_500)).toBe(false)
    // Of twenty expected, and two samples of that size: 20 − 3.09 · √40 = 0.5.
    expect(speaks(1, 25_000)).toBe(false)
    expect(rulesThatSpeak(calm(0, 10_000), { ledger, windowMs: 25_000 })).toContain('metastable')
    // Of a hundred expected against five hundred: 100 − 3.09 · √120 = 66.
    const many500 = calm(0, 10_000)
    const rest = (count: number) =>
      Array.from({ length: count }, (_, index) => one(15_000 + 20 * index, index))
    expect(rulesThatSpeak([...many500, ...rest(67)], { ledger, windowMs: 17_000 })).not.toContain(
      'metastable',
    )
    expect(rulesThatSpeak([...many500, ...rest(65)], { ledger, windowMs: 17_000 })).toContain('metastable')
  })

  it('explains every rule to people', () => {
    for (const [name, rule] of Object.entries(findingRules)) {
      expect(rule.name).toBe(name)
      expect(rule.description.length).toBeGreaterThan(30)
      expect(rule.remedy.length).toBeGreaterThan(30)
    }
  })
})
