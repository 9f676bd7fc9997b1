/**
 * Against independent loss with probability p per attempt, a strategy that is limited by A attempts alone must succeed with
 * probability 1 − p^A, and needs (1 − p^A)/(1 − p) attempts on average, whatever its delays.
 *
 * The bound holds for all 32 figures together with probability 99.9 % (Bonferroni: 0.1 % / 32 for each, both sides).
 * Successes are compared with the exact binomial law, because with p^A near 0 the normal one does not hold; the mean of
 * 100,000 attempt counts of at most 8 is as good as normal.
 */
import { describe, expect, it } from 'vitest'
import type { AttemptReply } from '../core/history/attempt'
import { RANDOM_PURPOSE, streamOf } from '../core/random/stream'
import { strategies } from '../core/strategy/registry'
import type { StrategyDefinition } from '../core/strategy/strategy'
import { VirtualCall } from '../core/strategy/virtual-call'
import { figuresOfOnePoint } from '../core/summary/figures-fixture'
import { summariseTrial } from '../core/summary/summarise'
import { FAILED, OK, specOf, VirtualLab } from './virtual-lab'

const OPERATIONS = 100_000
const LOSSES = [0.05, 0.15, 0.3, 0.5]
const ATTEMPTS = [1, 2, 4, 8]
const CELLS = LOSSES.flatMap((p) => ATTEMPTS.map((attempts) => [p, attempts] as const))
/** Chance of one figure to be beyond one side of its bound. */
const TAIL = 0.001 / (2 * CELLS.length) / 2
/** Standard errors that a normal figure exceeds on one side with that chance. */
const NORMAL_BOUND = 4.17

const LOST: AttemptReply = { outcome: 'info', errorClass: 'attempt-timeout' }
const ANSWERED: AttemptReply = { outcome: 'ok', errorClass: 'none' }

/** Other parameters, where the defaults would take long: the number of samples changes the delays alone. */
const BESIDES: Readonly<Record<string, object>> = { 'adaptive-window': { samples: 20 } }

/** Runs all operations through one instance of the strategy; the losses of a cell are the same for every strategy. */
async function measure(definition: StrategyDefinition, p: number, maxAttempts: number) {
  const limit =
    definition.name === 'backoff-v4'
      ? { maxRetries: maxAttempts - 1 }
      : { maxAttempts, ...BESIDES[definition.name] }
  const strategy = definition.create(definition.params.parse(definition.name === 'no-retry' ? {} : limit))
  const losses = streamOf(77, RANDOM_PURPOSE.loss, Math.round(p * 100), maxAttempts)
  const random = streamOf(77, RANDOM_PURPOSE.backoff)
  const target = () => ({ afterMs: 10, reply: losses.next() < p ? LOST : ANSWERED })
  let successes = 0
  let attempts = 0
  for (let operation = 0; operation < OPERATIONS; operation++) {
    const call = new VirtualCall(target, { random })
    if ((await strategy.run(call)) === 'succeeded') successes += 1
    attempts += call.attempts
  }
  return { successes, attempts }
}

/** Numbers of failed operations that the binomial law falls below, and exceeds, with at most the chance TAIL each. */
function failuresWithin(failure: number): { least: number; most: number } {
  const log = (k: number) => k * Math.log(failure) + (OPERATIONS - k) * Math.log1p(-failure) + choices(k)
  const mean = OPERATIONS * failure
  const reach = Math.ceil(8 * Math.sqrt(mean) + 20)
  const from = Math.max(0, Math.floor(mean - reach))
  let [below, least, most] = [0, from, from]
  for (let k = from; k <= mean + reach; k++) {
    if (below <= TAIL) least = k
    below += Math.exp(log(k))
    if (below < 1 - TAIL) most = k + 1
  }
  return { least, most }
}

const logFactorials = [0]
for (let n = 1; n <= OPERATIONS; n++) logFactorials.push((logFactorials[n - 1] ?? 0) + Math.log(n))

/** log of "n choose k" */
function choices(k: number): number {
  const of = (n: number) => logFactorials[n] ?? NaN
  return of(OPERATIONS) - of(k) - of(OPERATIONS - k)
}

/** Mean and standard deviation of the attempts of one operation, summed over their law. */
function attemptsLaw(p: number, maxAttempts: number) {
  let [mean, square] = [0, 0]
  for (let n = 1; n <= maxAttempts; n++) {
    const chance = n < maxAttempts ? p ** (n - 1) * (1 - p) : p ** (n - 1)
    mean += n * chance
    square += n * n * chance
  }
  return { mean, deviation: Math.sqrt(Math.max(0, square - mean * mean)) }
}

/** Their only limit is the number of attempts: no gate, and here no deadline. Hedging is not: its attempts overlap. */
const limitedByAttempts = Object.values(strategies).filter(
  ({ name, group }) =>
    ['baseline', 'backoff'].includes(group) || ['adaptive-rtt', 'adaptive-window'].includes(name),
)

describe('against independent loss', () => {
  const exponential = new Map<string, Awaited<ReturnType<typeof measure>>>()

  it.each(CELLS)('p = %f, %i attempts: 100,000 operations meet the closed form', async (p, maxAttempts) => {
    const measured = await measure(definitionOf('exponential'), p, maxAttempts)
    exponential.set(`${p} ${maxAttempts}`, measured)
    const failures = OPERATIONS - measured.successes
    const { least, most } = failuresWithin(p ** maxAttempts)
    expect(failures).toBeGreaterThanOrEqual(least)
    expect(failures).toBeLessThanOrEqual(most)

    const { mean, deviation } = attemptsLaw(p, maxAttempts)
    expect(mean).toBeCloseTo((1 - p ** maxAttempts) / (1 - p), 10)
    expect(Math.abs(measured.attempts / OPERATIONS - mean)).toBeLessThanOrEqual(
      (NORMAL_BOUND * deviation) / Math.sqrt(OPERATIONS),
    )
  })

  // Meeting the same losses, they must come to the very same figures: so the bound above holds for them too.
  it.each(limitedByAttempts.filter(({ name }) => name !== 'exponential' && name !== 'no-retry'))(
    '$name succeeds and fails exactly as exponential does',
    async (definition) => {
      for (const [p, maxAttempts] of CELLS)
        expect(await measure(definition, p, maxAttempts)).toEqual(exponential.get(`${p} ${maxAttempts}`))
    },
  )

  it('no-retry is as any other with one attempt', async () => {
    for (const p of LOSSES)
      expect(await measure(definitionOf('no-retry'), p, 1)).toEqual(exponential.get(`${p} 1`))
  })

  it('comes out the same through the engine, its records and its summary', async () => {
    const [p, maxAttempts] = [0.3, 4]
    const random = streamOf(77)
    const lab = new VirtualLab(() => ({ afterMs: 10, reply: random.next() < p ? FAILED : OK }))
    await lab.run(
      specOf({
        strategies: [{ use: 'exponential', params: { maxAttempts, initialDelayMs: 10 } }],
        trialDurationMs: 5000,
        workload: { load: { mode: 'closed', concurrency: 16 } },
        operationDeadlineMs: 60_000,
      }),
    )
    const figures = figuresOfOnePoint(summariseTrial(lab.records, [0]))
    const n = figures.operations
    const { mean, deviation } = attemptsLaw(p, maxAttempts)
    const success = 1 - p ** maxAttempts
    expect(n).toBeGreaterThan(2000)
    const within = (value: number | undefined, expected: number, spread: number) =>
      expect(Math.abs((value ?? NaN) - expected)).toBeLessThan((NORMAL_BOUND * spread) / Math.sqrt(n))
    within(figures.successRate?.value, success, Math.sqrt(success * (1 - success)))
    within(figures.amplification?.value, mean, deviation)
  })
})

function definitionOf(name: string): StrategyDefinition {
  const definition = strategies[name]
  if (!definition) throw new Error(`there is no strategy ${name}`)
  return definition
}
