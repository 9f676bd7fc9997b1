import { endpoint } from '@/app/api/answers/endpoint'
import { withAccounts } from '@/app/api/answers/own-account'
import { listPeople } from '@/lib/core/api/subjects/people'
import { listInvitations } from '@/lib/db/invitations'
import { listPeople as readPeople } from '@/lib/db/people'

export const dynamic = 'force-dynamic'

export const GET = endpoint(listPeople, async ({ who }) => {
  withAccounts(who)
  const [people, invitations] = [await readPeople(), await listInvitations(new Date())]
  return { people, invitations }
})
