/** Tokens that scripts show instead of signing in. Only their hashes are kept. */
import { ROLES, type Role } from '@/lib/core/access/access'
import { isTaken } from '@/lib/core/access/account-names'
import type { TokensPage } from '@/lib/core/api/schemas/accounts'
import { database, query, transaction } from './database'
import { DatabaseError } from './database-error'
import type { Prisma } from './generated/client'
import { rowsOf } from './paged'
import { storedRole } from './people'

export interface ApiToken {
  id: string
  name: string
  role: Role
  /** Its last characters. */
  ending: string
  createdAt: string
  expiresAt: string
  /** To the minute, as far as it could be written; null = never. */
  lastUsedAt: string | null
}

export interface NewApiToken {
  accountId: string
  name: string
  role: Role
  tokenHash: string
  ending: string
  expiresAt: Date
}

/** `name-taken`: the account has one of this name, perhaps an expired one, and nobody could tell the two apart. */
export function createApiToken(data: NewApiToken): Promise<ApiToken | 'name-taken'> {
  const { accountId, name } = data
  return transaction(database(), async (tx) => {
    const others = await tx.apiToken.findMany({ where: { accountId }, select: { name: true } })
    if (
      isTaken(
        name,
        others.map((one) => one.name),
      )
    )
      return 'name-taken'
    return toApiToken(await tx.apiToken.create({ data }))
  })
}

/** A page of those of an account, newest first; expired ones too, until they are revoked. */
export function listApiTokens(
  accountId: string,
  { page, limit }: { page: number; limit: number },
): Promise<TokensPage> {
  const where = { accountId }
  return query(database(), async (prisma) => {
    const rows = await prisma.apiToken.findMany({
      ...{ where, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], ...rowsOf({ page, limit }) },
    })
    return { tokens: rows.map(toApiToken), total: await prisma.apiToken.count({ where }), page, limit }
  })
}

/** Revokes a token: the next request with it is refused. Null = the account has no such token. */
export async function deleteApiToken(accountId: string, id: string): Promise<ApiToken | null> {
  return query(database(), async (prisma) => {
    const row = await prisma.apiToken.findFirst({ where: { id, accountId } })
    if (!row) return null
    await prisma.apiToken.deleteMany({ where: { id } })
    return toApiToken(row)
  })
}

/** Whose token it is and what it allows now: never more than its account. Null = unknown or expired. */
export async function useApiToken(
  tokenHash: string,
  now: Date,
): Promise<{ id: string; name: string; role: Role; accountId: string; accountName: string } | null> {
  const token = await query(database(), (prisma) =>
    prisma.apiToken.findUnique({
      where: { tokenHash },
      include: { account: { select: { name: true, role: true } } },
    }),
  )
  if (!token || token.expiresAt <= now) return null
  const { id, name, accountId, account, lastUsedAt } = token
  // Not with every request: a script that asks each second would write each second, while the worker measures.
  if (!lastUsedAt || now.getTime() - lastUsedAt.getTime() >= MINUTE_MS) await noteUseIfPossible(id, now)
  const role = lesser(storedRole(token.role), storedRole(account.role))
  return { id, name, accountId, accountName: account.name, role }
}

async function noteUseIfPossible(id: string, now: Date): Promise<void> {
  try {
    await query(database(), (prisma) =>
      prisma.apiToken.updateMany({ where: { id }, data: { lastUsedAt: now } }),
    )
  } catch (error) {
    // Reading has to work on a full disk and beside a program that locks the database.
    if (!(error instanceof DatabaseError)) throw error
  }
}

const MINUTE_MS = 60_000

function lesser(one: Role, other: Role): Role {
  return ROLES.indexOf(one) < ROLES.indexOf(other) ? one : other
}

function toApiToken(row: Prisma.ApiTokenGetPayload<Record<never, never>>): ApiToken {
  const { id, name, ending, createdAt, expiresAt, lastUsedAt } = row
  return {
    ...{ id, name, ending, role: storedRole(row.role) },
    ...{ createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() },
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  }
}
