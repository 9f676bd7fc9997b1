import { endpoint } from '@/app/api/answers/endpoint'
import { accountSubject, nameNotToBeHad, signedIn } from '@/app/api/answers/own-account'
import { OWNER_NAME } from '@/lib/core/access/access'
import { changeName, whoAmI } from '@/lib/core/api/subjects/own-account'
import { renamePerson } from '@/lib/db/people'

export const dynamic = 'force-dynamic'

export const GET = endpoint(whoAmI, ({ who }) => {
  if (who.kind === 'nobody') throw new Error('nobody was let in')
  const { kind } = who
  return Promise.resolve(
    who.kind === 'solo'
      ? { kind, name: OWNER_NAME, role: 'admin' as const }
      : { kind, name: who.name, role: who.role },
  )
})

export const PATCH = endpoint(changeName, async ({ body: { name }, who, changed }) => {
  const { id, name: before } = signedIn(who)
  const problem = await renamePerson(id, name)
  if (problem) throw nameNotToBeHad(problem, 'yours is as it was')
  if (name !== before)
    changed({ action: 'account.renamed', subject: accountSubject({ id, name }), detail: { before } })
  return { name }
})
