import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  allow,
  breakerAt,
  breakerSettings,
  done,
  startBreaker,
  tripsAboveConsecutiveFailures,
  tripsAtFailureRatio,
} from './gobreaker'
import type { BreakerSettings } from './gobreaker'

const rule = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.literal('consecutive-failures'), above: z.int().default(0) }),
  z.strictObject({ rule: z.literal('failure-ratio'), minRequests: z.int(), ratio: z.number() }),
])
const stepSchema = z.strictObject({
  waitNs: z.int(),
  action: z.enum(['success', 'failure', 'begin', 'end', 'observe']),
  request: z.int().optional(),
  success: z.boolean().optional(),
  atNs: z.int(),
  doneAtNs: z.int().optional(),
  result: z.enum(['allowed', 'open', 'too many requests', 'none']),
  state: z.enum(['closed', 'half-open', 'open']),
  generation: z.int(),
  expiryNs: z.int().nullable(),
  counts: z.array(z.int()).length(5),
})
const historySchema = z.strictObject({
  settings: z.strictObject({
    maxRequests: z.int(),
    intervalNs: z.int(),
    timeoutNs: z.int(),
    readyToTrip: rule.nullable(),
  }),
  steps: z.array(stepSchema),
})
const vectorsSchema = z.strictObject({
  library: z.literal('github.com/sony/gobreaker v1.0.0'),
  time: z.enum(['real', 'virtual']),
  histories: z.array(historySchema),
})

type History = z.infer<typeof historySchema>
type Step = z.infer<typeof stepSchema>

function read(time: 'real' | 'virtual') {
  const file = new URL(`../../../../tests/vectors/gobreaker-${time}-time.json`, import.meta.url)
  return vectorsSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
}

function settingsOf({ readyToTrip: trip, ...given }: History['settings']): BreakerSettings {
  if (trip === null) return breakerSettings(given)
  const readyToTrip =
    trip.rule === 'failure-ratio'
      ? tripsAtFailureRatio(trip.minRequests, trip.ratio)
      : tripsAboveConsecutiveFailures(trip.above)
  return breakerSettings({ ...given, readyToTrip })
}

/** What our breaker shows after each step, in the words of the vectors. */
function replay(history: History) {
  const settings = settingsOf(history.settings)
  const admittedIn = new Map<number, number>()
  let state = startBreaker(settings, 0)

  function request(step: Step, index: number): Step['result'] {
    const admission = allow(settings, state, step.atNs)
    state = admission.state
    if (!admission.admitted) return admission.reason === 'open' ? 'open' : 'too many requests'
    const { generation } = admission
    admittedIn.set(index, generation)
    // Where the original refused there is no instant of completion; the result differs already.
    if (step.action !== 'begin')
      state = done(settings, state, { generation, success: step.action === 'success' }, step.doneAtNs ?? NaN)
    return 'allowed'
  }

  return history.steps.map((step, index) => {
    let result: Step['result'] = 'none'
    if (step.action === 'observe') state = breakerAt(settings, state, step.atNs)
    else if (step.action !== 'end') result = request(step, index)
    else {
      const generation = admittedIn.get(step.request ?? -1) ?? -1
      state = done(settings, state, { generation, success: step.success === true }, step.atNs)
    }
    const { requests, totalSuccesses, totalFailures, consecutiveSuccesses, consecutiveFailures } =
      state.counts
    return {
      result,
      state: state.name,
      generation: state.generation,
      expiryNs: state.expiryNs,
      counts: [requests, totalSuccesses, totalFailures, consecutiveSuccesses, consecutiveFailures],
    }
  })
}

describe.each([read('real'), read('virtual')])(
  'the histories of gobreaker in $time time',
  ({ time, histories }) => {
    it.each(histories.map((history, index) => ({ index, history })))(
      'are met in result, state, generation, expiry and counts: $index, $history.settings',
      ({ history }) => {
        const expected = history.steps.map(({ result, state, generation, expiryNs, counts }) => ({
          result,
          state,
          generation,
          expiryNs,
          counts,
        }))
        expect(replay(history)).toEqual(expected)
      },
    )

    it('are enough, and reach what is rare', () => {
      expect(histories.length).toBeGreaterThanOrEqual(time === 'real' ? 50 : 30)
      expect(new Set(histories.map(({ steps }) => steps.length))).toEqual(new Set([40]))
      const results = new Set(histories.flatMap(({ steps }) => steps.map(({ result }) => result)))
      expect(results).toEqual(new Set(['none', 'allowed', 'open', 'too many requests']))
      const pairs = histories.flatMap(({ steps }) =>
        steps.slice(1).map((step, i) => ({ step, before: steps[i] })),
      )
      const seen = (what: (step: Step, before: Step) => boolean) =>
        pairs.filter(({ step, before }) => before && what(step, before)).length
      const counted = (step: Step, before: Step) => String(step.counts) !== String(before.counts)
      expect(seen((step, before) => step.action === 'end' && !counted(step, before))).toBeGreaterThan(10)
      expect(seen((step, before) => before.state === 'half-open' && step.state === 'closed')).toBeGreaterThan(
        10,
      )
      expect(seen((step, before) => before.state === 'half-open' && step.state === 'open')).toBeGreaterThan(
        10,
      )
      const cleared = (step: Step, before: Step) =>
        before.state === 'closed' && step.state === 'closed' && step.generation > before.generation
      expect(seen(cleared)).toBeGreaterThan(10)
      // The instant of expiry itself, where nothing may happen yet, and the nanosecond after it.
      const beside = (ns: number) =>
        seen((step, { expiryNs }) => expiryNs !== null && step.atNs - expiryNs === ns)
      if (time === 'virtual') expect(Math.min(beside(-1), beside(0), beside(1))).toBeGreaterThan(10)
    })
  },
)

describe('the breaker after gobreaker', () => {
  const settingsArbitrary = fc.record({
    maxRequests: fc.integer({ min: 0, max: 3 }),
    intervalNs: fc.option(fc.integer({ min: 1, max: 50 }), { freq: 1 }),
    timeoutNs: fc.integer({ min: 1, max: 20 }),
    readyToTrip: fc.constantFrom(tripsAboveConsecutiveFailures(0), tripsAtFailureRatio(2, 0.5)),
  })
  // Mostly short waits and recent requests, or hardly any history would get as far as half-open.
  const eventsArbitrary = fc.array(
    fc.record({
      waitNs: fc.oneof(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 25 })),
      kind: fc.constantFrom('ask', 'ask', 'succeed', 'fail'),
      requestsAgo: fc.nat({ max: 3 }),
    }),
    { minLength: 10, maxLength: 80, size: 'max' },
  )

  it('never passes while open, nor more than maxRequests while half-open, nor listens to older generations', () => {
    fc.assert(
      fc.property(settingsArbitrary, eventsArbitrary, (given, events) => {
        const settings = breakerSettings(given)
        const admitted: number[] = []
        let state = startBreaker(settings, 0)
        let openUntilNs = -1
        let nowNs = 0
        for (const { waitNs, kind, requestsAgo } of events) {
          nowNs += waitNs
          const now = breakerAt(settings, state, nowNs)
          if (kind === 'ask') {
            const admission = allow(settings, state, nowNs)
            if (nowNs <= openUntilNs) expect(admission).toMatchObject({ admitted: false, reason: 'open' })
            if (admission.admitted) admitted.push(admission.generation)
            state = admission.state
          } else {
            const generation = admitted.at(-1 - requestsAgo) ?? 0
            state = done(settings, state, { generation, success: kind === 'succeed' }, nowNs)
            if (generation !== now.generation) expect(state).toEqual(now)
          }
          if (now.name !== 'open' && state.name === 'open') openUntilNs = nowNs + settings.timeoutNs
          if (nowNs <= openUntilNs) expect(state.name).toBe('open')
          const { name, generation } = state
          const probes = name === 'half-open' ? admitted.filter((one) => one === generation).length : 0
          expect(probes).toBeLessThanOrEqual(settings.maxRequests)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('puts the defaults of the library in the place of what is missing', () => {
    const { readyToTrip, ...rest } = breakerSettings()
    expect(rest).toEqual({ maxRequests: 1, intervalNs: null, timeoutNs: 60_000_000_000 })
    const failures = (consecutiveFailures: number) => ({
      requests: 9,
      totalSuccesses: 0,
      totalFailures: 9,
      consecutiveSuccesses: 0,
      consecutiveFailures,
    })
    expect([5, 6].map((count) => readyToTrip(failures(count)))).toEqual([false, true])
  })

  it('keeps the place of a probe whose result never comes', () => {
    const settings = breakerSettings({ timeoutNs: 10, readyToTrip: tripsAboveConsecutiveFailures(0) })
    const first = allow(settings, startBreaker(settings, 0), 0)
    const open = done(settings, first.state, { generation: 1, success: false }, 0)
    const probe = allow(settings, open, 11)
    expect(probe).toMatchObject({ admitted: true, generation: 3, state: { name: 'half-open' } })
    expect(allow(settings, probe.state, 1e15)).toMatchObject({ admitted: false, reason: 'too-many-requests' })
  })
})
