import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AttemptReply } from '../history/attempt'
import { streamOf } from '../random/stream'
import { adaptiveRtt } from './adaptive-rtt'
import { adaptiveWindow } from './adaptive-window'
import type { Strategy, StrategyDefinition } from './strategy'
import { VirtualCall, type VirtualTarget } from './virtual-call'

const OK: AttemptReply = { outcome: 'ok', errorClass: 'none' }
const LOST: AttemptReply = { outcome: 'info', errorClass: 'attempt-timeout' }
const NO_LEADER: AttemptReply = { outcome: 'fail', errorClass: 'no-leader' }

/** Operations that succeed at once, each after so long. */
async function succeed(strategy: Strategy, roundTripsMs: readonly number[]): Promise<void> {
  for (const afterMs of roundTripsMs) await strategy.run(new VirtualCall(() => ({ afterMs, reply: OK })))
}

/** The nominal delays of an operation. */
async function delays(strategy: Strategy, target: VirtualTarget, seed = 1): Promise<number[]> {
  const call = new VirtualCall(target, { random: streamOf(seed) })
  await strategy.run(call)
  return call.waits.map(({ nominalMs }) => nominalMs)
}

const failing =
  (reply: AttemptReply, afterMs = 300): VirtualTarget =>
  () => ({ afterMs, reply })
const EIGHT = [200, 400, 400, 400, 500, 500, 700, 900]

describe('adaptive on the round-trip time', () => {
  const made = (given: object) => adaptiveRtt.create(adaptiveRtt.params.parse(given))

  it('waits its default until there are eight samples, then mean + 2σ of what all operations saw', async () => {
    const strategy = made({ sampling: 'karn', maxAttempts: 2 })
    await succeed(strategy, EIGHT.slice(1))
    expect(await delays(strategy, failing(NO_LEADER))).toEqual([100])
    await succeed(strategy, EIGHT.slice(0, 1))
    expect(await delays(strategy, failing(NO_LEADER))).toEqual([500 + 2 * 200])
  })

  it('keeps to floor and cap', async () => {
    const strategy = made({ sampling: 'karn', maxAttempts: 2 })
    await succeed(strategy, new Array<number>(16).fill(3))
    expect(await delays(strategy, failing(LOST))).toEqual([100])
    await succeed(strategy, new Array<number>(16).fill(8_000))
    expect(await delays(strategy, failing(LOST))).toEqual([5_000])
  })

  it('takes samples after failures as the article does, and none by Karn’s rule', async () => {
    const article = made({ sampling: 'article', maxAttempts: 9 })
    expect((await delays(article, failing(LOST, 600))).slice(-2)).toEqual([100, 600])
    const karn = made({ sampling: 'karn', maxAttempts: 9 })
    expect((await delays(karn, failing(LOST, 600))).slice(-2)).toEqual([100, 100])
  })

  it('with RFC 6298 waits the time-out once and doubles it with each further time-out of the operation', async () => {
    const strategy = made({ estimator: 'rfc6298', sampling: 'karn', maxAttempts: 7 })
    await succeed(strategy, [100, 200])
    const rtoMs = 112.5 + 4 * 62.5
    const doubled = [1, 2, 4, 8].map((times) => times * rtoMs)
    expect(await delays(strategy, failing(LOST))).toEqual([...doubled, 5_000, 5_000])
    // Another operation begins at the time-out itself; errors that are no time-outs double nothing.
    expect(await delays(strategy, failing(NO_LEADER))).toEqual(new Array<number>(6).fill(rtoMs))
  })

  it('refuses a default outside floor and cap, and more samples to wait for than are kept', () => {
    const problems = (given: object) =>
      adaptiveRtt.params.safeParse(given).error?.issues.map(({ path }) => path[0])
    expect(problems({ defaultDelayMs: 50 })).toEqual(['defaultDelayMs'])
    expect(problems({ floorMs: 200, defaultDelayMs: 300, capMs: 100 })).toContain('capMs')
    expect(problems({ samples: 4, minSamples: 5 })).toEqual(['minSamples'])
  })
})

describe('the adaptive window', () => {
  const made = (given: object = {}) =>
    adaptiveWindow.create(adaptiveWindow.params.parse({ sampling: 'karn', maxAttempts: 2, ...given }))
  /** 100 round trips: a share of them slow. */
  const withTail = (slow: number, slowMs: number) =>
    Array.from({ length: 100 }, (_, n) => (n < slow ? slowMs : 100))

  it('has its default width until there are enough samples', async () => {
    const strategy = made()
    await succeed(strategy, new Array<number>(19).fill(30))
    expect(await delays(strategy, failing(LOST))).toEqual([200])
    await succeed(strategy, [30])
    expect(await delays(strategy, failing(LOST))).toEqual([60])
  })

  it.each([
    ['below the threshold follows the baseline', 2, 180, 200],
    ['above it follows the P99', 2, 181, 362],
    ['is never wider than its cap', 2, 1_500, 2_000],
    ['does not heed one call in a hundred', 1, 1_500, 200],
  ])('%s', async (_, slow, slowMs, windowMs) => {
    const strategy = made()
    await succeed(strategy, withTail(slow, slowMs))
    expect(await delays(strategy, failing(LOST))).toEqual([windowMs])
  })

  it('with the lowest round trip as baseline answers to latency that all calls have', async () => {
    const slower = [...new Array<number>(190).fill(70), ...new Array<number>(10).fill(100)]
    const windows = await Promise.all(
      (['median', 'lowest'] as const).map(async (baseline) => {
        const strategy = made({ baseline })
        await succeed(strategy, [20, ...slower])
        return delays(strategy, failing(LOST))
      }),
    )
    // P99 100 is within 1.8 × 70, but above 1.8 × 20.
    expect(windows).toEqual([[2 * 70], [2 * 100]])
  })

  it('waits anywhere inside the window', async () => {
    const planned: number[] = []
    const strategy = made()
    for (let seed = 0; seed < 2_000; seed++) {
      const call = new VirtualCall(failing(LOST), { random: streamOf(seed) })
      await strategy.run(call)
      planned.push(call.waits[0]?.plannedMs ?? NaN)
    }
    const mean = planned.reduce((sum, value) => sum + value, 0) / planned.length
    // Five standard errors of U(0, 200).
    expect(Math.abs(mean - 100)).toBeLessThan((5 * 200) / Math.sqrt(12 * planned.length))
  })
})

describe('both, whatever they have learned', () => {
  const history = fc.array(
    fc.record({ afterMs: fc.integer({ min: 0, max: 20_000 }), reply: fc.constantFrom(OK, LOST, NO_LEADER) }),
    { maxLength: 300 },
  )
  const sampling = fc.constantFrom('article', 'karn')
  const choices: [StrategyDefinition, fc.Arbitrary<Record<string, string>>][] = [
    [adaptiveRtt, fc.record({ sampling, estimator: fc.constantFrom('mean-2-sigma', 'rfc6298') })],
    [adaptiveWindow, fc.record({ sampling, baseline: fc.constantFrom('median', 'lowest') })],
  ]
  it.each(choices.map(([definition, choice]) => [definition.name, definition, choice] as const))(
    '%s keeps to the bounds that its chart shows',
    async (_, definition, choice) => {
      const property = fc.asyncProperty(history, choice, fc.nat(), async (steps, given, seed) => {
        const params = definition.params.parse({ ...given, maxAttempts: 6 })
        const strategy = definition.create(params)
        for (let index = 0; index < steps.length; index += 6) {
          const call = new VirtualCall((attempt) => steps[index + attempt - 1] ?? { afterMs: 1, reply: OK }, {
            random: streamOf(seed, index),
          })
          await strategy.run(call)
          call.waits.forEach(({ nominalMs, plannedMs }, retry) => {
            const bounds = definition.delayBounds(params, retry + 1)
            expect(plannedMs).toBeGreaterThanOrEqual(bounds?.minMs ?? Infinity)
            expect(Math.max(nominalMs, plannedMs)).toBeLessThanOrEqual(bounds?.maxMs ?? -Infinity)
          })
        }
      })
      await fc.assert(property, { seed: 20261123 })
    },
  )
})
