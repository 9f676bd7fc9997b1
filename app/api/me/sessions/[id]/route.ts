import { endpoint } from '@/app/api/answers/endpoint'
import { accountSubject, notThere, signedIn } from '@/app/api/answers/own-account'
import { endSession } from '@/lib/core/api/subjects/own-account'
import { endSessions } from '@/lib/db/sessions'

export const dynamic = 'force-dynamic'

export const DELETE = endpoint(endSession, async ({ params: { id }, who, changed }) => {
  const account = signedIn(who)
  const sessions = await endSessions(account.id, id)
  if (sessions === 0) throw notThere('session')
  changed({ action: 'account.signed-out', subject: accountSubject(account), detail: { sessions } })
  return new Response(null, { status: 204 })
})
