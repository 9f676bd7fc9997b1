/** What the filters of the audit log find, on a real database file. */
import { expect, test } from 'vitest'
import { auditFilterSchema } from '@/lib/core/audit/entry'
import { COMMAND_LINE, writeAudit } from '@/lib/db/audit-log'
import { exportAudit, readAudit } from '@/lib/db/read-audit'
import { freshDatabase } from '../fixtures/db-fixture'

async function logOf(names: readonly string[]) {
  const db = await freshDatabase()
  for (const [index, name] of names.entries()) {
    const subject = { kind: 'run', id: `run-${index}`, name }
    await writeAudit(COMMAND_LINE, [{ action: 'run.pinned', subject, detail: { tags: ['a'] } }], db)
  }
  /** Names on the page and in the file, which have to be the same. */
  const found = async (asked: Record<string, string>) => {
    const filter = auditFilterSchema.parse(asked)
    const { entries, total } = await readAudit(filter, { page: 1, limit: 10 }, db)
    const filed = []
    for await (const piece of exportAudit(filter, db)) filed.push(...piece)
    expect(filed).toEqual(entries)
    expect(total).toBe(entries.length)
    return entries.map(({ subject }) => subject.name)
  }
  return { db, found }
}

test('a part of a name is looked for as it is written, but for capitals', async () => {
  const { found } = await logOf(['Run 1 · 50 % loss', 'Run 2 · 50 loss', 'Run 3 · a_b', 'Run 4 · aXb'])
  expect(await found({ subject: '%' })).toEqual(['Run 1 · 50 % loss'])
  expect(await found({ subject: '5%ss' })).toEqual([])
  expect(await found({ subject: 'A_B' })).toEqual(['Run 3 · a_b'])
  expect(await found({ subject: 'axb' })).toEqual(['Run 4 · aXb'])
  expect(await found({ subject: 'loss' })).toEqual(['Run 2 · 50 loss', 'Run 1 · 50 % loss'])
  expect(await found({ subject: 'run-2' })).toEqual(['Run 3 · a_b'])
  expect(await found({ subject: 'run-' })).toEqual([])
})

test('filters narrow together, and days are whole ones by UTC', async () => {
  const { db, found } = await logOf(['early', 'late', 'next'])
  const at = ['2026-03-01T00:00:00.000Z', '2026-03-01T23:59:59.999Z', '2026-03-02T00:00:00.000Z']
  for (const [index, moment] of at.entries())
    await db.prisma.auditEntry.updateMany({
      where: { subjectId: `run-${index}` },
      data: { at: new Date(moment), accountId: index === 1 ? 'ada' : null },
    })
  expect(await found({ from: '2026-03-01', to: '2026-03-01' })).toEqual(['late', 'early'])
  expect(await found({ from: '2026-03-02' })).toEqual(['next'])
  expect(await found({ to: '2026-02-28' })).toEqual([])
  expect(await found({ action: 'run.pinned', author: 'command line', account: 'ada' })).toEqual(['late'])
  expect(await found({ action: 'run.unpinned' })).toEqual([])
  expect(await found({ account: 'ada', subject: 'early' })).toEqual([])
})

test('pages and pieces of a file follow each other, none twice and none left out', async () => {
  const { db } = await logOf([])
  const subject = { kind: 'run', id: 'run-1', name: 'Run 1' }
  await writeAudit(COMMAND_LINE, Array(1_001).fill({ action: 'run.pinned', subject }), db)
  const all = auditFilterSchema.parse({})
  const filed: number[] = []
  for await (const piece of exportAudit(all, db)) filed.push(...piece.map(({ id }) => id))
  expect(filed).toEqual(Array.from({ length: 1_001 }, (_, index) => 1_001 - index))
  const { entries, total } = await readAudit(all, { page: 3, limit: 500 }, db)
  expect([entries.map(({ id }) => id), total]).toEqual([[1], 1_001])
})
