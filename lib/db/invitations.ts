/** Links by which accounts are made, each once. Only hashes of what stands in them are kept. */
import { randomUUID } from 'node:crypto'
import type { Author, Role } from '@/lib/core/access/access'
import type { NameProblem } from '@/lib/core/access/account-names'
import type { InvitationsPage } from '@/lib/core/api/schemas/accounts'
import { database, query, transaction } from './database'
import type { Prisma } from './generated/client'
import { rowsOf } from './paged'
import { findNameProblem, storedRole } from './people'

export interface Invitation {
  id: string
  role: Role
  /** For whom, as its author wrote it. */
  note: string | null
  createdByName: string | null
  createdAt: string
  expiresAt: string | null
}

export interface OpenInvitation extends Invitation {
  /** Makes the first administrator. */
  setUp: boolean
}

/** Invites somebody. */
export async function createInvitation(invitation: {
  tokenHash: string
  role: Role
  note: string | null
  author: Author
  expiresAt: Date
}): Promise<Invitation> {
  const { author, ...data } = invitation
  const row = await query(database(), (prisma) =>
    prisma.invitation.create({
      data: { ...data, createdById: author.accountId, createdByName: author.name },
    }),
  )
  return toInvitation(row)
}

/** The link of the first start: the one before it works no longer. False = there is an administrator, and nothing was stored. */
export function replaceSetUpLink(tokenHash: string): Promise<boolean> {
  return transaction(database(), async (tx) => {
    await tx.invitation.deleteMany({ where: { setUp: true } })
    if (await isSetUp(tx)) return false
    await tx.invitation.create({ data: { tokenHash, role: 'admin', setUp: true } })
    return true
  })
}

/** A page of those that can still be used, newest first; those that cannot are cleared away. */
export function listInvitations(
  { page, limit }: { page: number; limit: number },
  now: Date,
): Promise<InvitationsPage> {
  return transaction(database(), async (tx) => {
    await tx.invitation.deleteMany({ where: { expiresAt: { lte: now } } })
    const where = { setUp: false }
    const rows = await tx.invitation.findMany({
      ...{ where, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], ...rowsOf({ page, limit }) },
    })
    const total = await tx.invitation.count({ where })
    return { invitations: rows.map(toInvitation), total, page, limit }
  })
}

/** What a link invites to; null when it can be used no more. */
export async function findInvitation(tokenHash: string, now: Date): Promise<OpenInvitation | null> {
  const row = await query(database(), (prisma) => usable(prisma, tokenHash, now))
  return row && { ...toInvitation(row), setUp: row.setUp }
}

/** Withdraws an invitation. Null = it was used, withdrawn or has expired. */
export async function deleteInvitation(id: string): Promise<Invitation | null> {
  return transaction(database(), async (tx) => {
    const row = await tx.invitation.findFirst({ where: { id, setUp: false } })
    if (!row) return null
    await tx.invitation.delete({ where: { id } })
    return toInvitation(row)
  })
}

export type AcceptedInvitation =
  { id: string; role: Role; setUp: boolean } | 'not-usable' | 'mail-taken' | NameProblem

/** Makes the account that a link invites to, and uses the link up, with an administrator that of the first start too: all or nothing. */
export function acceptInvitation(
  { tokenHash, name, email, password }: { tokenHash: string; name: string; email: string; password: string },
  now: Date,
): Promise<AcceptedInvitation> {
  return transaction(database(), async (tx) => {
    const invitation = await usable(tx, tokenHash, now)
    if (!invitation) return 'not-usable'
    if (await tx.account.findUnique({ where: { email } })) return 'mail-taken'
    const problem = await findNameProblem(tx, name)
    if (problem) return problem
    const id = randomUUID()
    const { setUp } = invitation
    const role = storedRole(invitation.role)
    await tx.account.create({
      data: { ...{ id, name, email, role }, credentials: { create: ownPassword(id, password) } },
    })
    await tx.invitation.delete({ where: { id: invitation.id } })
    if (role === 'admin') await tx.invitation.deleteMany({ where: { setUp: true } })
    return { id, role, setUp }
  })
}

/** As better-auth looks for it. @param password hashed */
function ownPassword(accountId: string, password: string) {
  return { id: randomUUID(), providerId: 'credential', accountId, password }
}

/** The link of the first start works only until there is an administrator, whoever made that one. */
async function usable(tx: Prisma.TransactionClient, tokenHash: string, now: Date) {
  const row = await tx.invitation.findFirst({
    where: { tokenHash, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
  })
  return row?.setUp && (await isSetUp(tx)) ? null : row
}

async function isSetUp(tx: Prisma.TransactionClient): Promise<boolean> {
  return (await tx.account.count({ where: { role: 'admin' } })) > 0
}

function toInvitation(row: Prisma.InvitationGetPayload<Record<never, never>>): Invitation {
  const { id, note, createdByName, createdAt, expiresAt } = row
  return {
    ...{ id, note, createdByName, role: storedRole(row.role), createdAt: createdAt.toISOString() },
    expiresAt: expiresAt?.toISOString() ?? null,
  }
}
