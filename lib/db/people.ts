/** Who has an account, and what they may do. */
import type { Role } from '@/lib/core/access/access'
import { nameProblem, type NameProblem } from '@/lib/core/access/account-names'
import { roleSchema } from '@/lib/core/access/account-rules'
import type { PeoplePage } from '@/lib/core/api/schemas/accounts'
import { database, query, transaction } from './database'
import type { Prisma } from './generated/client'
import { rowsOf } from './paged'
import { withdrawEverywhere } from './withdraw-everywhere'

export interface Person {
  id: string
  name: string
  email: string
  role: Role
  createdAt: string
}

/** A page of everybody, by name. */
export function listPeople({ page, limit }: { page: number; limit: number }): Promise<PeoplePage> {
  return query(database(), async (prisma) => {
    const rows = await prisma.account.findMany({
      ...{ orderBy: [{ name: 'asc' }, { id: 'asc' }], ...rowsOf({ page, limit }) },
    })
    return {
      people: rows.map(toPerson),
      admins: await prisma.account.count({ where: { role: 'admin' } }),
      total: await prisma.account.count(),
      ...{ page, limit },
    }
  })
}

/** Null = there is no such account. */
export async function findPerson(id: string): Promise<Person | null> {
  const row = await query(database(), (prisma) => prisma.account.findUnique({ where: { id } }))
  return row && toPerson(row)
}

function toPerson({
  id,
  name,
  email,
  role,
  createdAt,
}: Prisma.AccountGetPayload<Record<never, never>>): Person {
  return { id, name, email, role: storedRole(role), createdAt: createdAt.toISOString() }
}

/** Whatever is no role any more allows the least. */
export function storedRole(role: string): Role {
  return roleSchema.catch('viewer').parse(role)
}

/** Whether somebody has set up accounts here. */
export async function hasAdministrator(): Promise<boolean> {
  const found = await query(database(), (prisma) =>
    prisma.account.count({ where: { role: 'admin' }, take: 1 }),
  )
  return found > 0
}

/** `last-admin`: nobody would be left to let others in. */
export type ChangeOfPerson = 'done' | 'not-found' | 'last-admin'

/** Gives somebody another role. Tokens of theirs allow no more than it from the next request on. */
export function changeRole(id: string, role: Role): Promise<ChangeOfPerson> {
  return changePerson(id, role !== 'admin', (tx) => tx.account.update({ where: { id }, data: { role } }))
}

/** Removes an account with its sessions and tokens: their next request is refused. What they made stays. */
export function removePerson(id: string): Promise<ChangeOfPerson> {
  return changePerson(id, true, async (tx) => {
    await withdrawEverywhere(tx, id)
    await tx.account.delete({ where: { id } })
  })
}

function changePerson(
  id: string,
  endsAdmin: boolean,
  change: (tx: Prisma.TransactionClient) => Promise<unknown>,
): Promise<ChangeOfPerson> {
  return transaction(database(), async (tx) => {
    const person = await tx.account.findUnique({ where: { id }, select: { role: true } })
    if (!person) return 'not-found'
    if (endsAdmin && person.role === 'admin' && (await tx.account.count({ where: { role: 'admin' } })) === 1)
      return 'last-admin'
    await change(tx)
    return 'done'
  })
}

/** @returns why the name cannot be had; null = it is theirs now */
export function renamePerson(id: string, name: string): Promise<NameProblem | null> {
  return transaction(database(), async (tx) => {
    const problem = await findNameProblem(tx, name, id)
    if (!problem) await tx.account.update({ where: { id }, data: { name } })
    return problem
  })
}

/** Call it in the transaction that gives the name. @param own id of the account that is to have it */
export async function findNameProblem(
  tx: Prisma.TransactionClient,
  name: string,
  own?: string,
): Promise<NameProblem | null> {
  const others = await tx.account.findMany({
    ...(own !== undefined && { where: { NOT: { id: own } } }),
    select: { name: true },
  })
  return nameProblem(
    name,
    others.map((one) => one.name),
  )
}
