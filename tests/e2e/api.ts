/** What tests ask of the product's API: to prepare a run, and to see what was stored. */
import { expect, type APIRequestContext } from '@playwright/test'
import { z } from 'zod'
import type { RunReport } from '@/lib/core/summary/report'

const created = z.object({ id: z.string(), number: z.number() })
const listed = z.object({
  runs: z.array(
    z.object({
      id: z.string(),
      number: z.number(),
      name: z.string(),
      status: z.string(),
      finishedTrials: z.number(),
    }),
  ),
})

/** A spec small enough to end in seconds. */
export function quickSpec(name: string) {
  return {
    name,
    workload: { load: { mode: 'closed', concurrency: 2 } },
    attemptTimeoutMs: 100,
    operationDeadlineMs: 1_000,
    strategies: [{ use: 'no-retry' }, { use: 'constant', params: { delayMs: 20 } }, { use: 'exponential' }],
    matrix: { latencyMs: [0, 60], jitterMs: [50] },
    trialDurationMs: 1_000,
    thresholds: ['successRate >= 0.5'],
  }
}

/** Queues a run and returns its id. */
export async function queueRun(request: APIRequestContext, spec: object): Promise<string> {
  const response = await request.post('/api/runs', { data: spec })
  expect(response.status(), await response.text()).toBe(201)
  return created.parse(await response.json()).id
}

/** What {@link sharedRuns} are called. */
export const SHARED = 'To be read'

/**
 * Runs of one experiment that tests only read, the oldest first; the first file that needs them has them measured.
 * @param count how many at least
 */
export async function sharedRuns(request: APIRequestContext, count: number) {
  const shared = async () => (await listRuns(request)).filter(({ name }) => name === SHARED).reverse()
  for (let have = (await shared()).length; have < count; have += 1) await queueRun(request, quickSpec(SHARED))
  const runs = (await shared()).slice(0, count)
  for (const { id } of runs) await waitForEnd(request, id)
  return runs
}

/** A run as its page has it. */
export async function reportOf(request: APIRequestContext, id: string): Promise<RunReport> {
  return (await (await request.get(`/api/runs/${id}`)).json()) as RunReport
}

/** All runs, newest first. */
export async function listRuns(request: APIRequestContext) {
  return listed.parse(await (await request.get('/api/runs')).json()).runs
}

/** Waits until a run has ended. @param timeout milliseconds; runs queued before it count, too */
export async function waitForEnd(request: APIRequestContext, id: string, timeout = 110_000): Promise<void> {
  await expect(async () => {
    const run = (await listRuns(request)).find((item) => item.id === id)
    expect(run?.status).toMatch(/completed|failed|cancelled/)
  }).toPass({ timeout, intervals: [500] })
}
