/** The audit log as it is read: by page, or all that fits for a file. */
import { AUDIT_VIAS, type AuditEntry, type AuditFilter, type AuditPage } from '@/lib/core/audit/entry'
import { z } from 'zod'
import { database, query, type Database, type Queries } from './database'
import { Prisma } from './generated/client'
import type { AuditEntryModel } from './generated/models'
import { readStored } from './stored-json'

/** Entries that are read at once for a file: each is a parameter of one statement, which takes so many. */
const PIECE = 500

/** One page of the entries that fit, newest first. */
export function readAudit(
  filter: AuditFilter,
  { page, limit }: { page: number; limit: number },
  db: Database = database(),
): Promise<AuditPage> {
  const where = conditionsOf(filter)
  return query(db, async (prisma) => {
    const rows = await newestOf(prisma, where, { limit, offset: (page - 1) * limit })
    const [counted] = await prisma.$queryRaw<{ total: bigint }[]>`
      SELECT count(*) AS total FROM AuditEntry WHERE ${where}`
    return { entries: rows.map(entryOf), total: Number(counted?.total ?? 0), page, limit }
  })
}

/** All entries that fit, newest first, in pieces, so that memory holds one piece at a time. */
export async function* exportAudit(
  filter: AuditFilter,
  db: Database = database(),
): AsyncGenerator<AuditEntry[]> {
  const where = conditionsOf(filter)
  for (let before = Number.MAX_SAFE_INTEGER; ;) {
    const piece = Prisma.sql`id < ${before} AND ${where}`
    const rows = await query(db, (prisma) => newestOf(prisma, piece, { limit: PIECE }))
    if (rows.length > 0) yield rows.map(entryOf)
    const last = rows.at(-1)
    if (!last || rows.length < PIECE) return
    before = last.id
  }
}

/** The names that changes stand under in the log, for a filter: the first hundred by their letters. */
export async function listAuditAuthors(db: Database = database()): Promise<string[]> {
  const groups = await query(db, (prisma) =>
    prisma.auditEntry.groupBy({ by: ['author'], orderBy: { author: 'asc' }, take: 100 }),
  )
  return groups.map(({ author }) => author)
}

/** Accounts that have changed something, with the name that the log knew last, for a filter: the hundred of the newest entries. */
export async function listAuditAccounts(db: Database = database()): Promise<{ id: string; name: string }[]> {
  const rows = await query(db, (prisma) =>
    prisma.auditEntry.findMany({
      // By a token it would be the name of the token.
      where: { via: 'account', NOT: { accountId: null } },
      ...{ distinct: ['accountId'], orderBy: { id: 'desc' }, take: 100 },
      select: { accountId: true, author: true },
    }),
  )
  return rows.flatMap(({ accountId, author }) =>
    accountId === null ? [] : [{ id: accountId, name: author }],
  )
}

async function newestOf(
  prisma: Queries,
  where: Prisma.Sql,
  { limit, offset = 0 }: { limit: number; offset?: number },
): Promise<AuditEntryModel[]> {
  const found = await prisma.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM AuditEntry WHERE ${where} ORDER BY id DESC LIMIT ${limit} OFFSET ${offset}`
  const ids = found.map(({ id }) => Number(id))
  return prisma.auditEntry.findMany({ where: { id: { in: ids } }, orderBy: { id: 'desc' } })
}

function conditionsOf({ action, author, account, subject, from, to }: AuditFilter): Prisma.Sql {
  const conditions = [
    Prisma.sql`TRUE`,
    ...(action ? [Prisma.sql`action = ${action}`] : []),
    ...(author ? [Prisma.sql`author = ${author}`] : []),
    ...(account ? [Prisma.sql`accountId = ${account}`] : []),
    // Not LIKE: names have "50 %" and "a_b" in them.
    ...(subject
      ? [Prisma.sql`(instr(lower(subjectName), lower(${subject})) > 0 OR subjectId = ${subject})`]
      : []),
    ...(from ? [Prisma.sql`at >= ${startOf(from)}`] : []),
    ...(to ? [Prisma.sql`at < ${startOf(to, 1)}`] : []),
  ]
  return Prisma.join(conditions, ' AND ')
}

/** The first moment of a day by UTC. */
function startOf(day: string, plusDays = 0): Date {
  const start = new Date(`${day}T00:00:00Z`)
  start.setUTCDate(start.getUTCDate() + plusDays)
  return start
}

const detailSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]),
)

function entryOf(row: AuditEntryModel): AuditEntry {
  const what = `Entry ${row.id} of the audit log`
  return {
    id: row.id,
    at: row.at.toISOString(),
    author: { accountId: row.accountId, name: row.author },
    via: readStored(z.enum(AUDIT_VIAS), row.via, what),
    action: row.action,
    subject: { kind: row.subjectKind, id: row.subjectId, name: row.subjectName },
    detail: readStored(detailSchema.nullable(), row.detail, what),
  }
}
