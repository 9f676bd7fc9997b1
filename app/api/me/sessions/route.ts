import { endpoint } from '@/app/api/answers/endpoint'
import { accountSubject, sessionIdOf, signedIn } from '@/app/api/answers/own-account'
import { endAllSessions, listSessions } from '@/lib/core/api/subjects/own-account'
import { endSessions, listSessions as readSessions } from '@/lib/db/sessions'

export const dynamic = 'force-dynamic'

export const GET = endpoint(listSessions, async ({ who, request }) => {
  const { id } = signedIn(who)
  const [own, sessions] = [await sessionIdOf(request.headers), await readSessions(id, new Date())]
  return { sessions: sessions.map((session) => ({ ...session, isThis: session.id === own })) }
})

export const DELETE = endpoint(endAllSessions, async ({ who, changed }) => {
  const account = signedIn(who)
  const sessions = await endSessions(account.id)
  changed({ action: 'account.signed-out', subject: accountSubject(account), detail: { sessions } })
  return new Response(null, { status: 204 })
})
