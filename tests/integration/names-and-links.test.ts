/** Names that are taken, and links that are used up, on a real database file. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Database } from '@/lib/db/database'
import { acceptInvitation, createInvitation, findInvitation } from '@/lib/db/invitations'
import { findPerson, renamePerson } from '@/lib/db/people'
import { freshDatabase } from '../fixtures/db-fixture'

const holder = globalThis as typeof globalThis & { retryscopeDatabase?: Database }
const now = new Date('2026-11-27T06:00:00.000Z')
let db: Database

beforeEach(async () => {
  db = await freshDatabase()
  holder.retryscopeDatabase = db
  for (const name of ['Ada', 'Bob'])
    await db.prisma.account.create({
      data: { id: name.toLowerCase(), name, email: `${name}@lab.example`, role: 'editor' },
    })
})
afterEach(() => {
  delete holder.retryscopeDatabase
})

test('nobody takes the name of somebody else, or one that stands for something else; one’s own may be written anew', async () => {
  expect(await renamePerson('ada', 'BOB')).toBe('name-taken')
  expect(await renamePerson('ada', 'command line')).toBe('name-reserved')
  expect((await findPerson('ada'))?.name).toBe('Ada')
  expect(await renamePerson('ada', 'ADA')).toBeNull()
  expect((await findPerson('ada'))?.name).toBe('ADA')
})

test('an invitation under a name that is taken makes no account, and can still be used once', async () => {
  const author = { accountId: null, name: 'owner' }
  const expiresAt = new Date(now.getTime() + 1_000)
  await createInvitation({ tokenHash: 'hash', role: 'viewer', note: null, author, expiresAt })
  const accept = (name: string) =>
    acceptInvitation({ tokenHash: 'hash', name, email: 'cem@lab.example', password: 'hashed' }, now)
  expect(await accept('bob ')).toBe('name-taken')
  expect(await db.prisma.account.count()).toBe(2)
  expect(await accept('Cem')).toMatchObject({ role: 'viewer' })
  expect(await accept('Dan')).toBe('not-usable')
})

test('the link of the first start is of no use from the first administrator on, however that one came to be', async () => {
  await db.prisma.invitation.create({ data: { tokenHash: 'first', role: 'admin', setUp: true } })
  expect(await findInvitation('first', now)).toMatchObject({ setUp: true })
  await db.prisma.account.update({ where: { id: 'ada' }, data: { role: 'admin' } })
  expect(await findInvitation('first', now)).toBeNull()
})
