import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { build } from 'esbuild'
import { afterEach, expect, test } from 'vitest'
import { claimRun, type ClaimedRun } from '@/lib/db/claim-run'
import { createRun } from '@/lib/db/create-run'
import type { Database } from '@/lib/db/database'
import { FencedOutError } from '@/lib/db/database-error'
import { completeRun, failRun, markCancelled, releaseRun } from '@/lib/db/end-run'
import { heartbeatRun } from '@/lib/db/keep-run'
import { readAttempts } from '@/lib/db/read-attempts'
import { readRunReport } from '@/lib/db/read-run-report'
import { readRunState } from '@/lib/db/read-run-state'
import { requestCancel } from '@/lib/db/request-cancel'
import { resumeRun } from '@/lib/db/resume-run'
import { attemptOf, freshDatabase, specOf, storeAttempts, storeTrial } from '../fixtures/db-fixture'

afterEach(() => {
  delete process.env.RETRYSCOPE_REPORT_VERSION
})

const projectRoot = path.resolve(import.meta.dirname, '../..')

test('several processes that claim at once never get the same claim, and get every run', async () => {
  const db = await freshDatabase()
  const created = []
  for (let count = 0; count < 24; count++) created.push((await createRun({ spec: specOf() }, db)).number)
  const script = path.join(projectRoot, 'dist/tests/db-claimer.mjs')
  await build({
    entryPoints: [path.join(projectRoot, 'tests/fixtures/db-claimer.ts')],
    outfile: script,
    ...{ bundle: true, platform: 'node', format: 'esm', target: 'node20', packages: 'external' },
    tsconfig: path.join(projectRoot, 'tsconfig.json'),
    logLevel: 'silent',
  })
  const claimed = await Promise.all(
    ['a', 'b', 'c'].map(async (workerId) => {
      const child = fork(script, [db.file, workerId])
      const died = once(child, 'exit').then(() => Promise.reject(new Error(`claimer ${workerId} died`)))
      const [claims] = (await Promise.race([once(child, 'message'), died])) as [[number, number][]]
      died.catch(() => 'it ends after its message')
      return claims
    }),
  )
  const claims = claimed.flat()
  expect(new Set(claims.map(String)).size).toBe(claims.length)
  expect([...new Set(claims.map(([number]) => number))].sort((x, y) => x - y)).toEqual(created)
})

test('a run is claimed in the order of the queue, and with its frozen spec and seed', async () => {
  const db = await freshDatabase()
  const first = await createRun({ spec: specOf({ seed: 2 ** 32 - 1 }), name: 'first' }, db)
  await createRun({ spec: specOf() }, db)
  const claim = await claimed(db, 'w1')
  expect(claim).toMatchObject({ runId: first.id, name: 'first', seed: 2 ** 32 - 1, epoch: 1, totalTrials: 3 })
  expect(claim.remainingTrials.map((trial) => trial.index)).toEqual([0, 1, 2])
})

test('a run with a live worker is not claimed; one whose worker went silent is, and fences it out', async () => {
  const db = await freshDatabase()
  const { id } = await createRun({ spec: specOf() }, db)
  const slow = await claimed(db, 'slow')
  expect(await claimRun('quick', {}, db)).toBeNull()
  await storeTrial(db, slow, 0)
  await silence(db, id)

  const quick = await claimed(db, 'quick')
  expect(quick).toMatchObject({ runId: id, epoch: 2 })
  expect(quick.remainingTrials.map((trial) => trial.index)).toEqual([1, 2])

  expect(await heartbeatRun(slow, undefined, db)).toEqual({ stillOwned: false, cancelRequested: false })
  await expect(storeAttempts(db, slow, 1, 0, [attemptOf(0)])).rejects.toThrow(FencedOutError)
  await expect(storeTrial(db, slow, 1)).rejects.toThrow(FencedOutError)
  await expect(completeRun(slow, { quality: 'good', verdict: null }, db)).rejects.toThrow(FencedOutError)
  await expect(failRun(slow, 'no', db)).rejects.toThrow(FencedOutError)
  await expect(releaseRun(slow, db)).rejects.toThrow(FencedOutError)
  expect(await heartbeatRun(quick, undefined, db)).toEqual({ stillOwned: true, cancelRequested: false })
  await storeTrial(db, quick, 1)
  expect((await readRunReport(id, db))?.trials.map((trial) => trial.index)).toEqual([0, 1])
})

test('attempts of an interrupted epoch never count', async () => {
  const db = await freshDatabase()
  const { id } = await createRun({ spec: specOf() }, db)
  const before = await claimed(db, 'before')
  await storeAttempts(db, before, 0, 0, [attemptOf(0), attemptOf(1)])
  await storeTrial(db, before, 0)
  await storeAttempts(db, before, 1, 0, [attemptOf(0), attemptOf(1), attemptOf(2)])
  await silence(db, id)
  const after = await claimed(db, 'after')
  await storeAttempts(db, after, 1, 0, [attemptOf(7)])
  await storeTrial(db, after, 1)

  expect((await readAttempts(id, 0, { offset: 0, limit: 10 }, db))?.total).toBe(2)
  const page = await readAttempts(id, 1, { offset: 0, limit: 10 }, db)
  expect(page).toEqual({ total: 1, attempts: [attemptOf(7)], damaged: [] })
  expect(await db.prisma.attemptBatch.count({ where: { trialIndex: 1 } })).toBe(1)
})

test('a released run goes on at its first unfinished trial', async () => {
  const db = await freshDatabase()
  const { id } = await createRun({ spec: specOf() }, db)
  const claim = await claimed(db, 'w1')
  await storeTrial(db, claim, 0)
  await storeAttempts(db, claim, 1, 0, [attemptOf(0)])
  await releaseRun(claim, db)
  expect(await readRunState(id, db)).toMatchObject({ status: 'queued', abandoned: false })
  expect(await db.prisma.attemptBatch.count()).toBe(0)
  expect((await claimed(db, 'w2')).remainingTrials.map((trial) => trial.index)).toEqual([1, 2])
})

test('cancelling: at once where nobody works, otherwise by asking the worker', async () => {
  const db = await freshDatabase()
  const queued = await createRun({ spec: specOf() }, db)
  expect(await requestCancel(queued.id, db)).toBe('cancelled')
  expect(await requestCancel(queued.id, db)).toBe('not-running')
  expect(await claimRun('w1', {}, db)).toBeNull()

  const running = await createRun({ spec: specOf() }, db)
  const claim = await claimed(db, 'w1')
  expect(await requestCancel(running.id, db)).toBe('requested')
  expect(await heartbeatRun(claim, undefined, db)).toEqual({ stillOwned: true, cancelRequested: true })
  await markCancelled(claim, db)
  expect(await readRunReport(running.id, db)).toMatchObject({ status: 'cancelled', cancelRequested: true })

  const abandoned = await createRun({ spec: specOf() }, db)
  const lost = await claimed(db, 'w1')
  await silence(db, abandoned.id)
  expect(await requestCancel(abandoned.id, db)).toBe('cancelled')
  expect(await heartbeatRun(lost, undefined, db)).toMatchObject({ stillOwned: false })
})

test('a cancelled or failed run is taken up again: same seed, finished trials kept, and nothing of its earlier end', async () => {
  const db = await freshDatabase()
  process.env.RETRYSCOPE_REPORT_VERSION = 'built'
  const { id } = await createRun({ spec: specOf({ seed: 5 }) }, db)
  expect(await resumeRun(id, db)).toBe('not-ended')
  const first = await claimed(db, 'w1')
  await storeTrial(db, first, 0)
  await requestCancel(id, db)
  expect(await resumeRun(id, db)).toBe('not-ended')
  await markCancelled(first, db)
  expect((await readRunReport(id, db))?.trials).toHaveLength(1)

  expect(await resumeRun(id, db)).toBe('queued')
  expect(await readRunReport(id, db)).toMatchObject({
    ...{ status: 'queued', cancelRequested: false, finishedAt: null, seed: 5 },
    trials: [{ index: 0 }],
  })
  // A worker that was slow to let go of it writes nothing more.
  await expect(storeTrial(db, first, 1)).rejects.toThrow(FencedOutError)
  const second = await claimed(db, 'w1')
  expect(second).toMatchObject({ seed: 5, epoch: 2, remainingTrials: [{ index: 1 }, { index: 2 }] })
  expect(await heartbeatRun(second, undefined, db)).toEqual({ stillOwned: true, cancelRequested: false })
  await storeTrial(db, second, 1)
  await failRun(second, 'no lab', db)
  expect(await readRunReport(id, db)).toMatchObject({ status: 'failed', error: 'no lab' })

  // Taken up, measured to the end, and cancelled without its worker: what was stored at an earlier end is not what it is.
  expect(await resumeRun(id, db)).toBe('queued')
  expect(await readRunReport(id, db)).toMatchObject({ status: 'queued', error: null })
  await storeTrial(db, await claimed(db, 'w1'), 2)
  await silence(db, id)
  expect(await requestCancel(id, db)).toBe('cancelled')
  expect((await readRunReport(id, db))?.trials).toHaveLength(3)

  expect(await resumeRun(id, db)).toBe('queued')
  const last = await claimed(db, 'w2')
  expect(last.remainingTrials).toEqual([])
  await completeRun(last, { quality: 'good', verdict: null }, db)
  const report = await readRunReport(id, db)
  expect(report).toMatchObject({ status: 'completed', trials: [{ index: 0 }, { index: 1 }, { index: 2 }] })
  const trials = await db.prisma.trial.findMany({ where: { runId: id }, orderBy: { index: 'asc' } })
  expect(trials.map(({ epoch }) => epoch)).toEqual([1, 2, 3])
  expect(await resumeRun(id, db)).toBe('complete')
  expect(await resumeRun('none', db)).toBe('no-such-run')
})

async function claimed(db: Database, workerId: string): Promise<ClaimedRun> {
  const claim = await claimRun(workerId, {}, db)
  if (!claim) throw new Error('there was nothing to claim')
  return claim
}

/** As if the run's worker had been killed a while ago. */
async function silence(db: Database, id: string): Promise<void> {
  await db.prisma.run.update({ where: { id }, data: { heartbeatAt: new Date(Date.now() - 6_000) } })
}
