import { endpoint } from '@/app/api/answers/endpoint'
import { accountSubject, notThere } from '@/app/api/answers/own-account'
import { Refusal } from '@/app/api/answers/problem'
import { changePerson, removePerson } from '@/lib/core/api/subjects/people'
import {
  changeRole,
  findPerson,
  removePerson as deletePerson,
  type ChangeOfPerson,
  type Person,
} from '@/lib/db/people'

export const dynamic = 'force-dynamic'

export const PATCH = endpoint(changePerson, async ({ params: { id }, body: { role }, changed }) => {
  const person = await asked(id)
  done(await changeRole(id, role))
  if (role !== person.role)
    changed({
      ...{ action: 'account.role', subject: accountSubject(person) },
      detail: { role, before: person.role },
    })
  return { ...person, role }
})

export const DELETE = endpoint(removePerson, async ({ params: { id }, changed }) => {
  const person = await asked(id)
  done(await deletePerson(id))
  changed({ action: 'account.removed', subject: accountSubject(person), detail: { role: person.role } })
  return new Response(null, { status: 204 })
})

async function asked(id: string): Promise<Person> {
  const person = await findPerson(id)
  if (!person) throw notThere('account')
  return person
}

function done(result: ChangeOfPerson): void {
  if (result === 'not-found') throw notThere('account')
  if (result === 'last-admin')
    throw new Refusal(
      'conflict',
      'This is the last administrator: nobody could let others in any more. Make somebody else an administrator first.',
    )
}
