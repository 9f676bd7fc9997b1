import { afterEach, expect, test } from 'vitest'
import { httpTargetSchema } from '@/lib/core/experiment/target'
import type { AttemptRecord } from '@/lib/core/history/attempt'
import { ToxiproxyControl } from '@/lib/lab/toxiproxy/toxiproxy-control'
import { runHttpTrial } from '../fixtures/http-trial'
import { withLab } from '../fixtures/lab-fixture'

const fixture = withLab(undefined, { kind: 'http', upstream: 'own' })
afterEach(() => new ToxiproxyControl(fixture.lab.address.toxiproxyUrl).reset())

/** Each attempt that failed with this class, and the one after it in its operation. */
function pairsAfter(attempts: readonly AttemptRecord[], arm: number, errorClass: string) {
  const of = (operation: number, attempt: number) =>
    attempts.find((one) => one.arm === arm && one.operation === operation && one.attempt === attempt)
  return attempts
    .filter((one) => one.arm === arm && one.errorClass === errorClass)
    .map((one) => ({ failed: one, next: of(one.operation, one.attempt + 1) }))
}

test('statuses are read in two ways side by side, and nobody who heeds it comes sooner than told', async () => {
  const target = httpTargetSchema.parse({
    kind: 'http',
    behaviour: { answers: { '503': 30, '500': 30 }, retryAfterSeconds: 1, serviceTimeMs: 1 },
  })
  const params = { delayMs: 20, maxAttempts: 3 }
  const { attempts } = await runHttpTrial(fixture.lab.address, target, {
    strategies: [
      { use: 'constant', label: 'articles', params: { ...params, statuses: 'articles' } },
      { use: 'constant', label: 'rfc', params },
      { use: 'constant', label: 'deaf', params: { ...params, retryAfter: 'ignore' } },
    ],
    workload: { putShare: 0, load: { mode: 'closed', concurrency: 8 } },
    trialDurationMs: 2_500,
  })
  // The articles take 500 without Retry-After for no passing trouble; RFC 9110 lets a GET come again.
  const afterError = [0, 1, 2].map((arm) => pairsAfter(attempts, arm, 'server-error'))
  for (const pairs of afterError) expect(pairs.length).toBeGreaterThan(3)
  expect(new Set(afterError[0]?.map(({ failed }) => failed.stop))).toEqual(new Set(['permanent-error']))
  for (const pairs of afterError.slice(1))
    expect(pairs.every(({ failed }) => failed.stop !== 'permanent-error')).toBe(true)

  for (const [arm, plannedMs] of [
    [0, 1_000],
    [1, 1_000],
    [2, 20],
  ] as const) {
    const retries = pairsAfter(attempts, arm, 'unavailable').flatMap(({ next }) => next ?? [])
    expect(retries.length, `arm ${arm}`).toBeGreaterThan(0)
    for (const retry of retries) {
      expect(retry).toMatchObject({ nominalDelayMs: plannedMs, plannedDelayMs: plannedMs })
      expect(retry.actualDelayMs).toBeGreaterThanOrEqual(plannedMs)
    }
  }
})

test('a write that may have happened is not repeated, but by who carries an idempotency key', async () => {
  const target = httpTargetSchema.parse({
    kind: 'http',
    behaviour: { answers: { '502': 50 }, effectBeforeErrorPercent: 100, serviceTimeMs: 1 },
  })
  const { attempts, effects } = await runHttpTrial(fixture.lab.address, target, {
    strategies: [
      { use: 'constant', params: { delayMs: 10, maxAttempts: 4 } },
      { use: 'guarded', params: { idempotencyKey: 'operation-id', initialDelayMs: 10, maxAttempts: 4 } },
    ],
    workload: { putShare: 1, load: { mode: 'closed', concurrency: 4 } },
    trialDurationMs: 1_000,
  })
  const [plain = [], keyed = []] = [0, 1].map((arm) => pairsAfter(attempts, arm, 'gateway-error'))
  expect(new Set(plain.map(({ failed }) => failed.stop))).toEqual(new Set(['unsafe-retry']))
  expect(keyed.some(({ next }) => next !== undefined)).toBe(true)
  const ids = effects.map(({ operationId }) => operationId)
  expect(new Set(ids).size).toBe(ids.length)
})

test('idempotent transactions of arms side by side never conflict, and wait as long as they are told to', async () => {
  const target = httpTargetSchema.parse({
    kind: 'http',
    behaviour: { answers: { '503': 10 }, retryAfterSeconds: 1, serviceTimeMs: 5 },
  })
  const { attempts } = await runHttpTrial(fixture.lab.address, target, {
    strategies: [
      { use: 'idempotent', label: 'first' },
      { use: 'idempotent', label: 'second' },
      { use: 'constant', label: 'writer', params: { delayMs: 5, maxAttempts: 2, retryAfter: 'ignore' } },
    ],
    // One value and one caller in each arm: whoever changes it between a read and a write belongs to another arm.
    workload: { putShare: 1, keys: 1, load: { mode: 'closed', concurrency: 1 } },
    trialDurationMs: 4_000,
  })
  expect(attempts.filter(({ errorClass }) => errorClass === 'conflict')).toEqual([])
  for (const arm of [0, 1]) {
    const retries = pairsAfter(attempts, arm, 'unavailable').flatMap(({ next }) => next ?? [])
    expect(retries.length, `arm ${arm}`).toBeGreaterThan(0)
    for (const retry of retries) expect(retry.actualDelayMs).toBeGreaterThanOrEqual(1_000)
  }
})
