import { endpoint } from '@/app/api/answers/endpoint'
import { accountSubject, sessionIdOf, signedIn } from '@/app/api/answers/own-account'
import { withNext } from '@/lib/core/api/paging'
import { endAllSessions, listSessions } from '@/lib/core/api/subjects/own-account'
import { endSessions, listSessions as readSessions } from '@/lib/db/sessions'

export const dynamic = 'force-dynamic'

export const GET = endpoint(listSessions, async ({ query, who, request }) => {
  const { id } = signedIn(who)
  const own = await sessionIdOf(request.headers)
  return withNext(await readSessions(id, { ...query, own }, new Date()), new URL(request.url))
})

export const DELETE = endpoint(endAllSessions, async ({ who, changed }) => {
  const account = signedIn(who)
  const sessions = await endSessions(account.id)
  changed({ action: 'account.signed-out', subject: accountSubject(account), detail: { sessions } })
  return new Response(null, { status: 204 })
})
