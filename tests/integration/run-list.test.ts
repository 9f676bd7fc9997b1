/** Runs are found by what people remember of them, and the board tells how they were judged; with a real database file. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { attemptOf, freshDatabase, specOf, storeTrial } from '../fixtures/db-fixture'
import { claimRun } from '@/lib/db/claim-run'
import { createRun } from '@/lib/db/create-run'
import type { Database } from '@/lib/db/database'
import { deleteRun } from '@/lib/db/delete-run'
import { completeRun, reportAtEnd } from '@/lib/db/end-run'
import { findRuns, listTags } from '@/lib/db/find-runs'
import { readBoard } from '@/lib/db/read-board'
import { readHome } from '@/lib/db/read-home'
import { readRunReport } from '@/lib/db/read-run-report'
import { tagRun } from '@/lib/db/tag-run'

/** As if the program had been built like this. */
function builtAs(version: string): void {
  process.env.RETRYSCOPE_REPORT_VERSION = version
}
beforeEach(() => builtAs('one'))
afterEach(() => {
  delete process.env.RETRYSCOPE_REPORT_VERSION
})

async function queued(db: Database, name: string, more: Parameters<typeof specOf>[0] = {}): Promise<string> {
  return (await createRun({ spec: specOf({ name, ...more }) }, db)).id
}

/** The oldest queued run is measured and judged. */
async function seeThrough(db: Database, quality: 'good' | 'suspect' = 'good'): Promise<void> {
  const claim = await claimRun('worker', {}, db)
  if (!claim) throw new Error('nothing to claim')
  for (const index of [0, 1, 2]) await storeTrial(db, claim, index, [attemptOf(0, 0), attemptOf(0, 1)])
  await db.prisma.trial.updateMany({ where: { runId: claim.runId }, data: { quality } })
  const { verdict } = (await reportAtEnd(claim, 'completed', db)).report
  await completeRun(claim, { quality, verdict }, db)
}

test('tags and version stand beside the frozen spec, not in it', async () => {
  const db = await freshDatabase()
  const id = await queued(db, 'a', { tags: ['Nightly', 'b'], version: '4f2c', seed: 5 })
  const report = await readRunReport(id, db)
  expect(report).toMatchObject({ tags: ['b', 'nightly'], version: '4f2c', seed: 5 })
  expect(report?.spec).toEqual(specOf({ name: 'a', seed: 5 }))
})

test('a run is found by name, number, tag, version and strategy, in any letters; by all words at once', async () => {
  const db = await freshDatabase()
  const label = [{ use: 'constant', label: 'Über 50 %' }]
  await queued(db, 'First look', { tags: ['nightly'], version: 'V1.2' })
  await queued(db, 'second LOOK', { strategies: label, tags: ['nightly', 'slow'] })
  await queued(db, 'third_look 1', {})
  const numbers = async (q: string) => (await findRuns({ q }, db)).runs.map(({ number }) => number)
  expect(await numbers('')).toEqual([3, 2, 1])
  expect(await numbers('look')).toEqual([3, 2, 1])
  expect(await numbers('Look NIGHTLY')).toEqual([2, 1])
  expect(await numbers('v1.2')).toEqual([1])
  expect(await numbers('ÜBER')).toEqual([2])
  expect(await numbers('50 %')).toEqual([2])
  // Neither is a wildcard.
  expect(await numbers('third%look')).toEqual([])
  expect(await numbers('second_look')).toEqual([])
  expect(await numbers('#1')).toEqual([1])
  expect(await numbers('1')).toEqual([3, 1])
  expect(await numbers("'; DROP TABLE Run --")).toEqual([])
})

test('filters narrow the list down together, and a page tells how many there are', async () => {
  const db = await freshDatabase()
  for (const name of ['a', 'b']) {
    await queued(db, name, { thresholds: ['successRate >= 0.01'], tags: ['x', name] })
    await seeThrough(db, name === 'a' ? 'suspect' : 'good')
  }
  await queued(db, 'a', { tags: ['x', 'y'] })
  const found = async (asked: Parameters<typeof findRuns>[0]) => {
    const { runs, total } = await findRuns(asked, db)
    return [runs.map(({ number }) => number), total]
  }
  expect(await found({ status: 'completed' })).toEqual([[2, 1], 2])
  expect(await found({ quality: 'suspect' })).toEqual([[1], 1])
  const { verdict } = (await findRuns({ status: 'completed' }, db)).runs[0] ?? {}
  expect(await found({ verdict: verdict ?? null, quality: 'good' })).toEqual([[2], 1])
  expect(await found({ experiment: 'a' })).toEqual([[3, 1], 2])
  expect(await found({ tag: ['x'] })).toEqual([[3, 2, 1], 3])
  expect(await found({ tag: ['x', 'a'] })).toEqual([[1], 1])
  expect(await found({ limit: 2, page: 2 })).toEqual([[1], 3])
  expect(await found({ limit: 2, page: 3 })).toEqual([[], 3])
  expect(await listTags(db)).toEqual([
    ...[
      { tag: 'x', runs: 3 },
      { tag: 'a', runs: 1 },
      { tag: 'b', runs: 1 },
      { tag: 'y', runs: 1 },
    ],
  ])
})

test('tags can be changed afterwards; the run is found by the new ones alone', async () => {
  const db = await freshDatabase()
  const id = await queued(db, 'a', { tags: ['old', 'kept'] })
  expect(await tagRun(id, ['kept', 'new'], db)).toBe(true)
  expect((await readRunReport(id, db))?.tags).toEqual(['kept', 'new'])
  expect((await findRuns({ q: 'old' }, db)).total).toBe(0)
  expect((await findRuns({ q: 'new constant' }, db)).total).toBe(1)
  expect(await tagRun('nobody', [], db)).toBe(false)
  await deleteRun(id, db)
  expect(await listTags(db)).toEqual([])
})

test('the first page tells what runs, what waits, and what ended last', async () => {
  const db = await freshDatabase()
  for (const name of ['done', 'running', 'waiting']) await queued(db, name)
  await seeThrough(db)
  await claimRun('worker', {}, db)
  const home = await readHome({ accountId: null, isAdmin: true, mayChange: true }, db)
  expect(home.running.map(({ name }) => name)).toEqual(['running'])
  expect(home.last.map(({ name }) => name)).toEqual(['waiting', 'done'])
  expect([home.queued, home.total]).toEqual([1, 3])
})

test('the board is made of runs that were judged, as they were judged when they ended', async () => {
  const db = await freshDatabase()
  const thresholds = ['amplification <= 2']
  for (const more of [{ thresholds }, {}, { thresholds, version: 'v2', tags: ['x'] }]) {
    await queued(db, 'a', more)
    await seeThrough(db)
  }
  await queued(db, 'a', { thresholds })
  const board = await readBoard({ catchUpMs: 0 }, db)
  expect(board).toMatchObject({ pending: 0, more: 0, unreadable: 0 })
  expect(board.experiments.map(({ name, runs }) => [name, runs.map(({ number }) => number)])).toEqual([
    ['a', [1, 3]],
  ])
  expect(board.experiments[0]?.runs[1]).toMatchObject({
    version: 'v2',
    tags: ['x'],
    quality: 'good',
    changed: false,
  })
  const report = await readRunReport('3', db)
  expect(board.experiments[0]?.thresholds[0]?.rows.map(({ points }) => points[1])).toEqual(
    report?.verdicts.map(({ results: [result] }) => ({
      ...{ verdict: result?.verdict, measured: result?.measured, limit: 2 },
    })),
  )
})

test('what another program has judged is judged anew, and nothing of it is shown before', async () => {
  const db = await freshDatabase()
  for (const name of ['a', 'b']) {
    await queued(db, name, { thresholds: ['amplification <= 2'] })
    await seeThrough(db)
  }
  const before = await readBoard({}, db)
  builtAs('two')
  expect(await readBoard({ catchUpMs: 0 }, db)).toMatchObject({ experiments: [], pending: 2 })
  expect(await readBoard({ catchUpMs: 60_000 }, db)).toEqual(before)
  expect(await readBoard({ catchUpMs: 0 }, db)).toEqual(before)
  await db.prisma.runObjectives.updateMany({ data: { json: '{' } })
  expect(await readBoard({ catchUpMs: 0 }, db)).toMatchObject({ pending: 2 })
})

test('a run with a trial that cannot be read is counted, once, and does not hide the others', async () => {
  const db = await freshDatabase()
  for (const name of ['a', 'b']) {
    await queued(db, name, { thresholds: ['amplification <= 2'] })
    await seeThrough(db)
  }
  builtAs('two')
  const [{ id } = { id: '' }] = (await findRuns({ experiment: 'a' }, db)).runs
  await db.prisma.trialArm.updateMany({ where: { runId: id }, data: { summary: { nonsense: true } } })
  const board = await readBoard({ catchUpMs: 60_000 }, db)
  expect(board.experiments.map(({ name }) => name)).toEqual(['b'])
  expect(board).toMatchObject({ pending: 0, unreadable: 1 })
})
