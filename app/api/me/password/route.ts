import { endpoint } from '@/app/api/answers/endpoint'
import { accountSubject, auditGuesses, cookiesOf, signedIn, withCookies } from '@/app/api/answers/own-account'
import { changePassword as setPassword } from '@/lib/auth/sign-in'
import { changePassword } from '@/lib/core/api/subjects/own-account'

export const dynamic = 'force-dynamic'

export const POST = endpoint(changePassword, async ({ body, who, request, changed }) => {
  const account = signedIn(who)
  const answer = await setPassword({ accountId: account.id, ...body }, request.headers)
  await auditGuesses(answer, who, accountSubject(account), request.headers)
  const cookies = cookiesOf(answer, 'The present password is another one. Nothing was changed.')
  changed({ action: 'account.password', subject: accountSubject(account) })
  return withCookies(new Response(null, { status: 204 }), cookies)
})
