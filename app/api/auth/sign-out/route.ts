import { accountSubject, withAccounts, withCookies } from '@/app/api/answers/own-account'
import { endpoint } from '@/app/api/answers/endpoint'
import { signOut as endSession } from '@/lib/auth/sign-in'
import { signOut } from '@/lib/core/api/subjects/own-account'

export const dynamic = 'force-dynamic'

export const POST = endpoint(signOut, async ({ who, request, changed }) => {
  withAccounts(who)
  if (who.kind === 'account')
    changed({ action: 'account.signed-out', subject: accountSubject(who), detail: { sessions: 1 } })
  return withCookies(new Response(null, { status: 204 }), await endSession(request.headers))
})
