import { cookiesOf, withAccounts, withCookies } from '@/app/api/answers/own-account'
import { endpoint } from '@/app/api/answers/endpoint'
import { signIn as checkPassword } from '@/lib/auth/sign-in'
import { signIn } from '@/lib/core/api/subjects/own-account'

export const dynamic = 'force-dynamic'

export const POST = endpoint(signIn, async ({ body, who, request }) => {
  withAccounts(who)
  const cookies = cookiesOf(
    await checkPassword(body, request.headers),
    'There is no account with this mail address and this password. Check both.',
  )
  return withCookies(Response.json({ signedIn: true }), cookies)
})
