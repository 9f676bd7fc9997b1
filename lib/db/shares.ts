/** Share links: made, looked up by the hash of their token, listed, revoked. */
import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Author } from '@/lib/core/access/access'
import { shareState, SHARE_KINDS, type ShareItem, type SharesPage } from '@/lib/core/share/share'
import { database, query, transaction, type Database, type Queries } from './database'
import type { Prisma } from './generated/client'
import { rowsOf } from './paged'
import { asJson, readStored } from './stored-json'

/** One of the things that a share serves. */
export interface SealedPage {
  /** page, chart/<name>, preview.png */
  name: string
  mediaType: string
  /** Null = the bytes are as they are. */
  encoding: 'gzip' | null
  etag: string
  data: Uint8Array<ArrayBuffer>
}

export interface NewShare {
  /** In hexadecimal digits. */
  tokenHash: string
  kind: (typeof SHARE_KINDS)[number]
  title: string
  choices: ShareChoices
  password: string | null
  author: Author
  expiresAt: Date | null
  /** Ids; the baseline of a comparison first. */
  runs: readonly string[]
  pages: readonly SealedPage[]
}

const choicesSchema = z.object({
  view: z.record(z.string(), z.unknown()),
  hide: z.record(z.string(), z.unknown()),
  embedOrigins: z.array(z.string()),
})
export type ShareChoices = z.output<typeof choicesSchema>

/** Stores a share with all that it serves. @returns how lists tell of it */
export function createShare(
  share: NewShare,
  db: Database = database(),
  now = new Date(),
): Promise<ShareItem> {
  return transaction(db, async (tx) => {
    const { tokenHash, kind, title, choices, password, author, expiresAt, runs, pages } = share
    const row = await tx.share.create({
      data: {
        tokenHash: bytesOf(tokenHash),
        ...{ kind, title, choices: asJson(choices), password, expiresAt, createdAt: now },
        ...{ accountId: author.accountId, authorName: author.name },
        runs: { create: runs.map((runId, position) => ({ runId, position })) },
        pages: { create: pages.map((page) => ({ ...page })) },
      },
      ...ITEM,
    })
    return itemOf(row, now)
  })
}

export interface FoundShare {
  id: string
  title: string
  password: string | null
  embedOrigins: string[]
  expiresAt: Date | null
  revokedAt: Date | null
  /** Of what was asked for; null where the share serves no such thing. */
  etag: string | null
  hasPicture: boolean
}

function bytesOf(hash: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(hash, 'hex'))
}

/** Of a hash: so much of it is looked up, which takes its time by how near others are. */
const LOOKED_UP_BYTES = 8

/** The share whose token has that hash. What the look-up leaves open of it is compared in constant time. */
async function idOf(tokenHash: Uint8Array<ArrayBuffer>, prisma: Queries): Promise<string | null> {
  const lowest = new Uint8Array(tokenHash).fill(0, LOOKED_UP_BYTES)
  const highest = new Uint8Array(tokenHash).fill(255, LOOKED_UP_BYTES)
  const near = await prisma.$queryRaw<{ id: string; tokenHash: Uint8Array }[]>`
    SELECT id, tokenHash FROM Share WHERE tokenHash BETWEEN ${lowest} AND ${highest}`
  return near.find((one) => timingSafeEqual(one.tokenHash, tokenHash))?.id ?? null
}

/** The share whose token has that hash, whatever its state; null where there is none. @param name what of it is asked for */
export async function findShare(
  tokenHash: string,
  name: string,
  db: Database = database(),
): Promise<FoundShare | null> {
  const found = await query(db, async (prisma) => {
    const id = await idOf(bytesOf(tokenHash), prisma)
    if (id === null) return null
    return prisma.share.findUnique({
      where: { id },
      select: {
        ...{ id: true, title: true, password: true, choices: true, expiresAt: true, revokedAt: true },
        pages: { where: { name: { in: [name, PICTURE] } }, select: { name: true, etag: true } },
      },
    })
  })
  if (!found) return null
  const { choices, pages, ...share } = found
  return {
    ...share,
    embedOrigins: readStored(choicesSchema, choices, 'A share link').embedOrigins,
    etag: pages.find((page) => page.name === name)?.etag ?? null,
    hasPicture: pages.some((page) => page.name === PICTURE),
  }
}

/** What a share serves under that name; null where it serves no such thing. */
export function readSealed(
  shareId: string,
  name: string,
  db: Database = database(),
): Promise<SealedPage | null> {
  return query(db, async (prisma) => {
    const page = await prisma.sharePage.findUnique({ where: { shareId_name: { shareId, name } } })
    if (!page) return null
    const { mediaType, encoding, etag, data } = page
    return { name, mediaType, encoding: encoding === 'gzip' ? 'gzip' : null, etag, data }
  })
}

/** A page of share links, newest first. @param runId those that tell of this run; null = all */
export function listShares(
  runId: string | null,
  { page, limit }: { page: number; limit: number },
  db: Database = database(),
  now = new Date(),
): Promise<SharesPage> {
  const where: Prisma.ShareWhereInput = runId === null ? {} : { runs: { some: { runId } } }
  const isOpen = { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] }
  return query(db, async (prisma) => {
    const rows = await prisma.share.findMany({
      ...{ where, ...ITEM, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] },
      ...rowsOf({ page, limit }),
    })
    return {
      shares: rows.map((row) => itemOf(row, now)),
      open: await prisma.share.count({ where: { AND: [where, isOpen] } }),
      total: await prisma.share.count({ where }),
      ...{ page, limit },
    }
  })
}

/** What of a share is read for lists. */
const ITEM = {
  omit: { tokenHash: true },
  include: {
    runs: {
      orderBy: { position: 'asc' },
      select: { run: { select: { id: true, number: true, name: true } } },
    },
    pages: { select: { name: true }, orderBy: { name: 'asc' } },
  },
} as const

function itemOf(
  { password, choices, authorName, runs, pages, ...share }: Prisma.ShareGetPayload<typeof ITEM>,
  now: Date,
): ShareItem {
  return {
    ...{ id: share.id, title: share.title, views: share.views, author: authorName },
    kind: z.enum(SHARE_KINDS).parse(share.kind),
    runs: runs.map(({ run }) => run),
    state: shareState(share, now),
    hasPassword: password !== null,
    embedOrigins: readStored(choicesSchema, choices, 'A share link').embedOrigins,
    charts: pages.flatMap(({ name }) => (name.startsWith(CHART) ? [name.slice(CHART.length)] : [])),
    createdAt: share.createdAt.toISOString(),
    expiresAt: share.expiresAt?.toISOString() ?? null,
    revokedAt: share.revokedAt?.toISOString() ?? null,
    lastViewedAt: share.lastViewedAt?.toISOString() ?? null,
  }
}

/** The picture for previews. */
export const PICTURE = 'preview.png'

/** What names of charts begin with. */
export const CHART = 'chart/'

/** One share; null where there is none. */
export async function readShare(id: string, db: Database = database()): Promise<{ title: string } | null> {
  return query(db, (prisma) => prisma.share.findUnique({ where: { id }, select: { title: true } }))
}

/**
 * Revokes a share: from its next request on nobody can read it. What it served is dropped; that it was there stays.
 * @returns false when there is no such share
 */
export function revokeShare(id: string, db: Database = database(), now = new Date()): Promise<boolean> {
  return transaction(db, async (tx) => {
    const share = await tx.share.findUnique({ where: { id }, select: { revokedAt: true } })
    if (!share) return false
    await tx.sharePage.deleteMany({ where: { shareId: id } })
    if (share.revokedAt === null) await tx.share.update({ where: { id }, data: { revokedAt: now } })
    return true
  })
}

/** Drops what shares served that have ended: that they were there stays. @returns of how many shares */
export function dropEnded(db: Database = database(), now = new Date()): Promise<number> {
  return transaction(db, async (tx) => {
    const ended = { expiresAt: { lte: now }, pages: { some: {} } }
    const shares = await tx.share.findMany({ where: ended, select: { id: true } })
    await tx.sharePage.deleteMany({ where: { share: ended } })
    return shares.length
  })
}

/** Adds readers that were counted. */
export async function addViews(
  counted: readonly (readonly [shareId: string, views: number])[],
  lastViewedAt: Date,
  db: Database = database(),
): Promise<void> {
  if (counted.length === 0) return
  await transaction(db, async (tx) => {
    for (const [id, views] of counted)
      await tx.share.updateMany({ where: { id }, data: { views: { increment: views }, lastViewedAt } })
  })
}

/** Hosts that workers have named: they must not stand on a page that hides hosts. */
export async function workerHosts(db: Database = database()): Promise<string[]> {
  const workers = await query(db, (prisma) =>
    prisma.worker.findMany({ select: { host: true }, distinct: ['host'] }),
  )
  return workers.map(({ host }) => host)
}
