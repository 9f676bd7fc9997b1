/** What somebody else changes in the meantime counts: set-up links, accounts, tokens and runs that are to be cleaned up. */
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { accountsNeeded } from '@/lib/auth/accounts-needed'
import { hashOf } from '@/lib/auth/secrets'
import { createApiToken, useApiToken } from '@/lib/db/api-tokens'
import { claimRun } from '@/lib/db/claim-run'
import { createRun } from '@/lib/db/create-run'
import { database } from '@/lib/db/database'
import { completeRun } from '@/lib/db/end-run'
import { expireRuns } from '@/lib/db/expire-runs'
import { acceptInvitation, createInvitation, findInvitation, replaceSetUpLink } from '@/lib/db/invitations'
import { listRuns } from '@/lib/db/list-runs'
import { findPerson, renamePerson } from '@/lib/db/people'
import { migrate } from '@/scripts/migrate.mjs'
import { specOf, temporaryFolder } from '../fixtures/db-fixture'

// Each test has a database of its own, and a process that knows nothing yet.
beforeEach(async () => {
  const holder = globalThis as typeof globalThis & {
    retryscopeDatabase?: unknown
    retryscopeWasSetUp?: unknown
  }
  delete holder.retryscopeDatabase
  delete holder.retryscopeWasSetUp
  const folder = temporaryFolder()
  process.env.RETRYSCOPE_DATA_DIR = folder
  await migrate(path.join(folder, 'retryscope.db'))
  return () => database().close()
})

const DAY_MS = 86_400_000
const accept = (secret: string, name: string) =>
  acceptInvitation(
    { tokenHash: hashOf(secret), name, email: `${name}@lab.example`, password: 'hashed' },
    new Date(),
  )
const invite = (secret: string, role: 'editor' | 'admin') =>
  createInvitation({
    ...{ tokenHash: hashOf(secret), role, note: null },
    ...{ author: { accountId: null, name: 'command line' }, expiresAt: new Date(Date.now() + DAY_MS) },
  })
const setUpLinks = () => database().prisma.invitation.count({ where: { setUp: true } })

async function administrator(name: string): Promise<string> {
  await invite(`for ${name}`, 'admin')
  const made = await accept(`for ${name}`, name)
  if (typeof made === 'string') throw new Error(made)
  return made.id
}

test('the link of the first start goes with whoever becomes administrator first, and never works beside one', async () => {
  expect(await replaceSetUpLink(hashOf('first start'))).toBe(true)
  await invite('for Eve', 'editor')
  await accept('for Eve', 'Eve')
  expect(await setUpLinks()).toBe(1)
  await administrator('Ada')
  expect(await setUpLinks()).toBe(0)
  // As if one had been left over.
  const left = { tokenHash: hashOf('left over'), role: 'admin', setUp: true }
  await database().prisma.invitation.create({ data: left })
  expect(await findInvitation(left.tokenHash, new Date())).toBeNull()
  expect(await accept('left over', 'Mallory')).toBe('not-usable')
})

test('once there is an administrator everybody has to sign in, from the next request on and for good', async () => {
  expect(await accountsNeeded()).toBe(false)
  const id = await administrator('Ada')
  expect(await accountsNeeded()).toBe(true)
  await database().prisma.account.delete({ where: { id } })
  expect(await accountsNeeded()).toBe(true)
})

test('nobody takes the name that somebody has, by an invitation or later', async () => {
  await administrator('Ada')
  const bob = await administrator('Bob')
  await invite('for another Ada', 'editor')
  const another = (name: string) =>
    acceptInvitation(
      { tokenHash: hashOf('for another Ada'), name, email: 'other@lab.example', password: 'hashed' },
      new Date(),
    )
  expect(await another('ＡＤＡ')).toBe('name-taken')
  expect(await another('Command line')).toBe('name-reserved')
  expect(await another('Ada L.')).toMatchObject({ role: 'editor' })

  expect(await renamePerson(bob, 'ada')).toBe('name-taken')
  expect(await renamePerson(bob, 'Owner')).toBe('name-reserved')
  expect(await findPerson(bob)).toMatchObject({ name: 'Bob' })
  expect(await renamePerson(bob, 'BOB')).toBeNull()
  expect(await findPerson(bob)).toMatchObject({ name: 'BOB' })
})

test('a token names its account, and works where its last use cannot be written', async () => {
  const accountId = await administrator('Grace')
  const tokenHash = hashOf('token')
  const [ending, expiresAt] = ['oken', new Date(Date.now() + DAY_MS)]
  await createApiToken({ accountId, name: 'nightly', role: 'editor', tokenHash, ending, expiresAt })
  await database().prisma.$executeRawUnsafe(
    `CREATE TRIGGER refuse BEFORE UPDATE ON ApiToken BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`,
  )
  expect(await useApiToken(tokenHash, new Date())).toMatchObject({
    ...{ name: 'nightly', role: 'editor', accountId, accountName: 'Grace' },
  })
})

test.each([
  ['pinned', 'pinnedAt = finishedAt'],
  ['made the baseline', 'baselineAt = finishedAt'],
  ['taken up again', "status = 'queued', finishedAt = NULL"],
])('a run that was %s since the clean-up began is not cleaned up', async (_, change) => {
  for (const name of ['old', 'old too']) {
    await createRun({ spec: specOf(), name })
    const claim = await claimRun('worker', {})
    if (!claim) throw new Error('nothing to claim')
    await completeRun(claim, { quality: 'good', verdict: null })
  }
  await database().prisma.$executeRawUnsafe(
    `CREATE TRIGGER meanwhile AFTER DELETE ON Run BEGIN UPDATE Run SET ${change}; END`,
  )
  expect(await expireRuns(1, database(), new Date(Date.now() + 2 * DAY_MS))).toEqual([1])
  expect((await listRuns({ limit: 9 })).map(({ name }) => name)).toEqual(['old too'])
})
