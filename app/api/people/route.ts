import { endpoint } from '@/app/api/answers/endpoint'
import { withAccounts } from '@/app/api/answers/own-account'
import { withNext } from '@/lib/core/api/paging'
import { listPeople } from '@/lib/core/api/subjects/people'
import { listPeople as readPeople } from '@/lib/db/people'

export const dynamic = 'force-dynamic'

export const GET = endpoint(listPeople, async ({ query, who, request }) => {
  withAccounts(who)
  return withNext(await readPeople(query), new URL(request.url))
})
