/** The runs that pictures are taken of: each shows something that the others do not. Those that are there already are not run again. */
import type { APIRequestContext } from '@playwright/test'
import { listRuns, queueRun, quickSpec, waitForEnd } from './api'

/** Named to the product in RETRYSCOPE_UPSTREAMS; port 9 is nobody's. */
export const NOBODY = { name: 'nobody', address: '127.0.0.1:9' }

/** A matrix in which strategies differ, with everything that a chart can draw; what the README shows. */
const main = {
  name: 'Loss × jitter × leader switches',
  tags: ['nightly', 'etcd'],
  workload: { putShare: 0.5, load: { mode: 'open', ratePerSecond: 20 } },
  attemptTimeoutMs: 400,
  operationDeadlineMs: 4_000,
  strategies: [
    { use: 'no-retry' },
    { use: 'constant', label: 'constant 200 ms', params: { delayMs: 200, maxAttempts: 4 } },
    { use: 'exponential', label: 'exponential, full jitter', params: { initialDelayMs: 50, maxAttempts: 5 } },
    { use: 'idempotent', label: 'idempotent transaction' },
  ],
  matrix: { lossPercent: [5, 15, 30], latencyMs: [60], jitterMs: [20, 60], leaderSwitchesPerMinute: [0, 12] },
  scenario: [{ fault: 'latency', atMs: 2_000, forMs: 3_000, params: { latencyMs: 60, jitterMs: 40 } }],
  trialDurationMs: 8_000,
  thresholds: ['successRate >= 0.99', 'amplification <= 2'],
}

const again = {
  ...main,
  strategies: main.strategies.map((choice) =>
    choice.use === 'exponential' ? { ...choice, params: { ...choice.params, maxAttempts: 3 } } : choice,
  ),
  trialDurationMs: 5_000,
}

/** Strategies with much to tell beside their figures, recorded with a profile. */
const apart = {
  ...quickSpec('Counted apart'),
  profile: 'first',
  workload: { putShare: 0.8, load: { mode: 'closed', concurrency: 4 } },
  operationDeadlineMs: 400,
  matrix: { latencyMs: [90], jitterMs: [60] },
  scenario: [
    { fault: 'latency', atMs: 500, forMs: 1_500, params: { latencyMs: 120, jitterMs: 60 } },
    { fault: 'leader-transfer', atMs: 1_200 },
  ],
  trialDurationMs: 3_000,
  thresholds: [],
  strategies: [
    { use: 'breaker', params: { consecutiveFailures: 1, openMs: 50, initialDelayMs: 10 } },
    { use: 'retry-budget', params: { minRetriesPerSecond: 0 } },
    { use: 'leaky', params: { delayMs: 50 } },
    { use: 'degradation', params: { inlineRetries: 1, queueScale: 0.002 } },
    { use: 'idempotent' },
  ],
}

/** What a retry does twice, as the consistency checks see it. */
const lostAnswers = {
  ...quickSpec('Lost answers'),
  workload: { kind: 'counter', counters: 10, load: { mode: 'closed', concurrency: 4 } },
  attemptTimeoutMs: 150,
  strategies: [
    { use: 'no-retry' },
    { use: 'constant', label: 'plain retry, 20 ms', params: { delayMs: 20, maxAttempts: 5 } },
    { use: 'idempotent' },
  ],
  matrix: { lossPercent: [0, 30], loss: { mode: 'ack' } },
  trialDurationMs: 4_000,
  thresholds: ['duplicateEffects == 0', 'counterDrift == 0'],
}

/** What was published, held against what was measured: a preset, shorter than it is. */
const published = {
  ...quickSpec('Fifty callers fail in the same moment'),
  preset: 'p8',
  target: { kind: 'http', behaviour: { serviceTimeMs: 200, concurrency: 1_000 } },
  workload: { putShare: 0, load: { mode: 'closed', concurrency: 50 } },
  attemptTimeoutMs: 1_000,
  operationDeadlineMs: 30_000,
  strategies: [
    {
      use: 'fixed-exponential',
      label: '100 ms × 2, five retries',
      params: { initialDelayMs: 100, factor: 2, maxDelayMs: 3_000, maxAttempts: 6 },
    },
    {
      use: 'exponential',
      label: 'The first with full jitter',
      params: { initialDelayMs: 100, factor: 2, maxDelayMs: 3_000, jitter: 'full', maxAttempts: 6 },
    },
  ],
  matrix: {},
  scenario: [{ fault: 'down', atMs: 3_000 }],
  trialDurationMs: 8_000,
  thresholds: [],
}

/** An upstream where nobody listens: the run cannot be carried out. */
const failed = {
  ...quickSpec('An upstream that is not there'),
  target: { kind: 'http', upstream: NOBODY.name, readPath: '/data', writePath: '/data' },
}

const ENDING = { main, again, apart, lostAnswers, published, failed }
export type PictureRuns = Record<keyof typeof ENDING | 'cancelled' | 'running' | 'queued', string>

/** Prepares them all; two of them are still under way: whoever is done cancels them. */
export async function pictureRuns(request: APIRequestContext): Promise<PictureRuns> {
  const ids: Record<string, string> = {}
  const before = await listRuns(request)
  for (const [key, spec] of Object.entries(ENDING)) {
    const isAgain = key === 'again'
    const known = before.filter(({ name }) => name === spec.name).toReversed()
    ids[key] = known[isAgain ? 1 : 0]?.id ?? (await queueRun(request, spec))
  }
  for (const id of Object.values(ids)) await waitForEnd(request, id, 500_000)
  ids.cancelled =
    before.find(({ name, status }) => name === 'Given up' && status === 'cancelled')?.id ??
    (await cancelledRun(request))
  ids.running = await queueRun(request, { ...main, name: 'Under way' })
  ids.queued = await queueRun(request, { ...main, name: 'Waits its turn' })
  return ids as PictureRuns
}

/** The run that the README shows, after its end: the newest of those that there are. */
export async function shownRun(request: APIRequestContext): Promise<string> {
  const known = (await listRuns(request)).find(
    ({ name, status }) => name === main.name && status === 'completed',
  )
  const id = known?.id ?? (await queueRun(request, main))
  await waitForEnd(request, id, 500_000)
  return id
}

async function cancelledRun(request: APIRequestContext): Promise<string> {
  const id = await queueRun(request, { ...main, name: 'Given up', trialDurationMs: 60_000 })
  await request.post(`/api/runs/${id}/cancel`)
  await waitForEnd(request, id)
  return id
}
