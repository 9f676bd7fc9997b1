import { afterEach, expect, test } from 'vitest'
import { claimRun } from '@/lib/db/claim-run'
import { createRun } from '@/lib/db/create-run'
import type { Database } from '@/lib/db/database'
import { deleteRun } from '@/lib/db/delete-run'
import { completeRun, reportAtEnd } from '@/lib/db/end-run'
import { listRuns } from '@/lib/db/list-runs'
import { markBaseline } from '@/lib/db/mark-baseline'
import { readBlocks } from '@/lib/db/read-blocks'
import { readPointFigures, readRunReport, readRunReportJson } from '@/lib/db/read-run-report'
import { attemptOf, freshDatabase, specOf, storeTrial } from '../fixtures/db-fixture'

/** As if the program had been built like this. */
function builtAs(version: string): void {
  process.env.RETRYSCOPE_REPORT_VERSION = version
}
afterEach(() => {
  delete process.env.RETRYSCOPE_REPORT_VERSION
})

async function runWithTrials(db: Database, trials: number) {
  const { id } = await createRun({ spec: specOf() }, db)
  const claim = await claimRun('worker', {}, db)
  if (!claim) throw new Error('nothing to claim')
  for (let index = 0; index < trials; index++) await storeTrial(db, claim, index)
  return { id, claim }
}

test('a report grows with each trial of a run under way, and is stored only at its end', async () => {
  builtAs('one')
  const db = await freshDatabase()
  const { id, claim } = await runWithTrials(db, 1)
  const first = await readRunReport(id, db)
  expect(first?.cells.map(({ pointIndex, arm }) => [pointIndex, arm])).toEqual([
    [0, 0],
    [0, 1],
  ])
  await storeTrial(
    db,
    claim,
    1,
    [0, 1, 2].flatMap((n) => [attemptOf(n, 0), attemptOf(n, 1)]),
  )
  const second = await readRunReport(id, db)
  expect(second?.trials).toHaveLength(2)
  expect(second?.cells.map(({ figures }) => figures.operations)).toEqual([1, 1, 3, 3])
  expect(second?.arms.map(({ operations }) => operations)).toEqual([4, 4])
  expect(await db.prisma.storedReport.count()).toBe(0)

  const { quality, verdict } = (await reportAtEnd(claim, 'completed', db)).report
  await completeRun(claim, { quality, verdict }, db)
  expect(await db.prisma.storedReport.count()).toBe(1)
  const { status: _1, finishedAt: _2, progress: _3, ...before } = second ?? {}
  expect(await readRunReport(id, db)).toMatchObject({ ...before, status: 'completed' })
  expect(JSON.parse((await readRunReportJson(id, db)) ?? '')).toEqual(await readRunReport(id, db))
})

test('what is stored is served, until the program is another one: then it is derived anew from the trials', async () => {
  builtAs('one')
  const db = await freshDatabase()
  const { id, claim } = await runWithTrials(db, 3)
  await completeRun(claim, { quality: 'good', verdict: null }, db)
  const sound = await readRunReport(id, db)
  // Marks what was stored, so that it can be told from what is derived.
  const { json } = await db.prisma.storedReport.findUniqueOrThrow({ where: { runId: id } })
  const marked = JSON.stringify({ ...(JSON.parse(json) as object), totalTrials: 77 })
  await db.prisma.storedReport.update({ where: { runId: id }, data: { json: marked } })
  expect((await readRunReport(id, db))?.totalTrials).toBe(77)
  builtAs('two')
  expect(await readRunReport(id, db)).toEqual(sound)
  expect(await db.prisma.storedReport.findUnique({ where: { runId: id } })).toMatchObject({
    version: 'two',
    json,
  })
  await deleteRun(id, db)
  expect(await db.prisma.storedReport.count()).toBe(0)
})

test('lists say of a run what its report says, also after another version has derived it anew', async () => {
  builtAs('one')
  const db = await freshDatabase()
  const { id, claim } = await runWithTrials(db, 3)
  const { quality, verdict } = (await reportAtEnd(claim, 'completed', db)).report
  await completeRun(claim, { quality, verdict }, db)
  const listed = async () => (await listRuns({ limit: 5 }, db))[0]
  const sound = await listed()
  // As an older version had judged and estimated.
  const other = { quality: 'suspect', verdict: 'fail', successRates: [{ value: 0.1, low: 0, high: 0.2 }] }
  await db.prisma.run.update({ where: { id }, data: other })
  await readRunReport(id, db)
  expect(await listed()).toMatchObject({ quality: 'suspect', verdict: 'fail' })
  builtAs('two')
  const report = await readRunReport(id, db)
  expect(await listed()).toEqual(sound)
  expect(await listed()).toMatchObject({
    ...{ quality: report?.quality, verdict: report?.verdict },
    successRates: report?.arms.map(({ successRate }) => successRate),
  })
})

test('a fault point tells more than its cells in the report, and agrees with them', async () => {
  const db = await freshDatabase()
  const { id } = await runWithTrials(db, 2)
  const report = await readRunReport(id, db)
  const figures = await readPointFigures(id, 1, db)
  expect(figures).toHaveLength(2)
  expect(figures?.[0]?.backoff.points).toEqual([])
  expect(figures?.[0]).toMatchObject(report?.cells.find(({ pointIndex }) => pointIndex === 1)?.figures ?? {})
  expect(await readPointFigures(id, 2, db)).toEqual([null, null])
  expect(await readPointFigures('nobody', 0, db)).toBeNull()
})

test('blocks of time are read without summaries; those of a recorded trial only where its fault point has no other', async () => {
  const db = await freshDatabase()
  const { id } = await runWithTrials(db, 2)
  const summaries = await db.prisma.trialArm.findMany({ where: { runId: id, trialIndex: 0 } })
  const kept = summaries.map(({ summary }) => (summary as { blocks: unknown }).blocks)
  expect((await readBlocks(id, db)).map(({ pointIndex, arms }) => [pointIndex, arms.length])).toEqual([
    [0, 2],
    [1, 2],
  ])
  expect((await readBlocks(id, db))[0]?.arms).toEqual(kept)
  await db.prisma.trialProfile.create({ data: { runId: id, trialIndex: 0, data: new Uint8Array() } })
  expect(await readBlocks(id, db)).toHaveLength(2)
  await db.prisma.trial.updateMany({ where: { runId: id, index: 1 }, data: { pointIndex: 0 } })
  expect(await readBlocks(id, db)).toHaveLength(1)
})

test('a name has one baseline, which its runs know of', async () => {
  const db = await freshDatabase()
  const ids = [(await createRun({ spec: specOf() }, db)).id, (await createRun({ spec: specOf() }, db)).id]
  const baselines = async () =>
    Promise.all(ids.map(async (id) => (await readRunReport(id, db))?.baseline?.number ?? null))
  expect(await baselines()).toEqual([null, null])
  expect(await markBaseline(ids[0] ?? '', true, null, db)).toBe(true)
  expect(await baselines()).toEqual([1, 1])
  await markBaseline(ids[1] ?? '', true, null, db)
  expect(await baselines()).toEqual([2, 2])
  await markBaseline(ids[1] ?? '', false, null, db)
  expect(await baselines()).toEqual([null, null])
  expect(await markBaseline('nobody', true, null, db)).toBe(false)
})
