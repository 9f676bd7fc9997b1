import { once } from 'node:events'
import path from 'node:path'
import { expect, test } from 'vitest'
import { armSummarySchema } from '@/lib/core/summary/arm-summary'
import { summariseTrial } from '@/lib/core/summary/summarise'
import { createRun } from '@/lib/db/create-run'
import { readAttempts } from '@/lib/db/read-attempts'
import { readTrialSeries } from '@/lib/db/read-series'
import { readRunReport } from '@/lib/db/read-run-report'
import { readRunState } from '@/lib/db/read-run-state'
import { requestCancel } from '@/lib/db/request-cancel'
import { workOnce } from '@/worker/work-once'
import { freshDatabase, specOf, temporaryFolder } from '../fixtures/db-fixture'
import { until } from '../fixtures/lab-fixture'
import { programsBelow, realPorts, startWorker } from '../fixtures/worker-fixture'

const never = new AbortController().signal
const load = { mode: 'closed', concurrency: 2 } as const

test('a run on the real lab from claim to report', async () => {
  const db = await freshDatabase()
  const labs = path.join(temporaryFolder(), 'labs')
  const spec = specOf({
    workload: { load },
    matrix: { latencyMs: [20], jitterMs: [0, 15] },
    trialDurationMs: 1_000,
    thresholds: ['successRate >= 0.5'],
  })
  const { id } = await createRun({ spec }, db)
  expect(await workOnce(realPorts(db, labs), { shutdown: never })).toEqual({ kind: 'completed', runId: id })

  const report = await readRunReport(id, db)
  expect(report).toMatchObject({ status: 'completed', verdict: 'pass' })
  expect(report?.environment).toMatchObject({
    driver: 'local',
    etcdVersion: expect.stringMatching(/^3\./) as string,
  })
  expect(report?.trials.map((trial) => [trial.index, trial.gapMs === null])).toEqual([
    [0, true],
    [1, false],
  ])
  expect(report?.cells.map((cell) => cell.figures.operations > 0)).toEqual([true, true, true, true])

  // What is shown is computed from exactly the attempts that are stored.
  const stored = await readAttempts(id, 1, { offset: 0, limit: 100_000 }, db)
  const again = summariseTrial(stored?.attempts ?? [], [0, 0])
  const arms = await db.prisma.trialArm.findMany({
    where: { runId: id, trialIndex: 1 },
    orderBy: { arm: 'asc' },
  })
  const summaries = arms.map(({ summary }) => armSummarySchema.parse(summary))
  expect(summaries.map((summary) => ({ ...summary, checks: [], peaks: null }))).toEqual(
    JSON.parse(JSON.stringify(again)),
  )
  // What really happened is the target's own word: every write of the trial, once.
  for (const { checks } of summaries)
    expect(checks.map(({ checker, verdict }) => [checker, verdict])).toEqual([
      ['duplicate-effects', 'valid'],
      ['lost-updates', 'valid'],
      ['false-failures', 'valid'],
      ['stale-reads', 'valid'],
      ['aborted-reads', 'valid'],
      ['final-read', 'valid'],
    ])
  // Over time: every arm's connections, and what each member says of its proposals.
  const series = (await readTrialSeries(id, 1, db)) ?? []
  const told = (name: string) =>
    series.filter((one) => one.name === name && one.points.every(([, value]) => value !== null))
  expect(told('connections-open').map(({ arm }) => arm)).toEqual([0, 1])
  expect(told('proposals-pending').map(({ member }) => member)).toEqual(['m1', 'm2', 'm3'])
  expect(told('in-flight').map(({ points }) => Math.max(...points.map(([, most]) => most ?? 0)))).toEqual([
    2, 2,
  ])
  for (const { peaks } of summaries) {
    expect(peaks).toMatchObject({ inFlight: 2, connectionsWaiting: 0 })
    expect(peaks?.connectionsOpen).toBeGreaterThan(0)
  }
  expect(programsBelow(labs)).toEqual([])
})

test('a cancelled run leaves no lab behind', async () => {
  const db = await freshDatabase()
  const labs = path.join(temporaryFolder(), 'labs')
  const { id } = await createRun({ spec: specOf({ workload: { load }, trialDurationMs: 600_000 }) }, db)
  const cycle = workOnce(realPorts(db, labs), { shutdown: never })
  await until(async () => (await readRunState(id, db))?.progress?.trial?.phase === 'window')
  expect(programsBelow(labs)).not.toEqual([])
  expect(await requestCancel(id, db)).toBe('requested')
  expect(await cycle).toEqual({ kind: 'cancelled', runId: id })
  expect(await readRunState(id, db)).toMatchObject({ status: 'cancelled', progress: null })
  expect(programsBelow(labs)).toEqual([])
})

test('a worker asked to end in the middle of a trial puts the run back and ends its lab', async () => {
  const db = await freshDatabase()
  const dataDirectory = path.dirname(db.file)
  const { id } = await createRun({ spec: specOf({ workload: { load }, trialDurationMs: 600_000 }) }, db)
  const worker = await startWorker(dataDirectory)
  await until(async () => (await readRunState(id, db))?.progress?.trial?.phase === 'window')
  worker.kill('SIGTERM')
  expect(await once(worker, 'exit')).toEqual([0, null])
  expect(await readRunState(id, db)).toMatchObject({ status: 'queued', progress: null })
  expect(programsBelow(path.join(dataDirectory, 'labs'))).toEqual([])
})
