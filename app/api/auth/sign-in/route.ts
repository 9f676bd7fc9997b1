import {
  accountSubject,
  auditGuesses,
  cookiesOf,
  withAccounts,
  withCookies,
} from '@/app/api/answers/own-account'
import { endpoint } from '@/app/api/answers/endpoint'
import { signIn as checkPassword } from '@/lib/auth/sign-in'
import { signIn } from '@/lib/core/api/subjects/own-account'
import { NOBODY } from '@/lib/db/audit-log'

export const dynamic = 'force-dynamic'

export const POST = endpoint(signIn, async ({ body, who, request, changed }) => {
  withAccounts(who)
  const answer = await checkPassword(body, request.headers)
  await auditGuesses(answer, NOBODY, accountSubject({ id: '', name: body.email }), request.headers)
  const cookies = cookiesOf(
    answer,
    'There is no account with this mail address and this password. Check both.',
  )
  if (answer.ok) {
    const { id, name } = answer.account
    changed({
      action: 'account.signed-in',
      subject: accountSubject({ id, name }),
      by: { accountId: id, name },
    })
  }
  return withCookies(Response.json({ signedIn: true }), cookies)
})
