import { endpoint } from '@/app/api/answers/endpoint'
import { signedIn } from '@/app/api/answers/own-account'
import { Refusal } from '@/app/api/answers/problem'
import { hashOf, newSecret } from '@/lib/auth/secrets'
import { mayDo } from '@/lib/core/access/access'
import { DAY_MS, TOKEN_PREFIX } from '@/lib/core/access/account-rules'
import { withNext } from '@/lib/core/api/paging'
import { createToken, listTokens } from '@/lib/core/api/subjects/own-account'
import { createApiToken, listApiTokens } from '@/lib/db/api-tokens'

export const dynamic = 'force-dynamic'

export const GET = endpoint(listTokens, async ({ query, who, request }) =>
  withNext(await listApiTokens(signedIn(who).id, query), new URL(request.url)),
)

export const POST = endpoint(createToken, async ({ body: { name, role, days }, who, changed }) => {
  const account = signedIn(who)
  if (!mayDo(account, role))
    throw new Refusal('not-allowed', `A token cannot allow more than your own role, ${account.role}.`)
  const secret = newSecret(TOKEN_PREFIX)
  const token = await createApiToken({
    ...{ accountId: account.id, name, role, tokenHash: hashOf(secret), ending: secret.slice(-4) },
    expiresAt: new Date(Date.now() + days * DAY_MS),
  })
  if (token === 'name-taken') throw tokenNameTaken()
  changed({ action: 'token.created', subject: { kind: 'token', id: token.id, name }, detail: { role, days } })
  return { token, secret }
})

function tokenNameTaken(): Refusal {
  return new Refusal(
    'conflict',
    'No token was made: you have one of this name already, perhaps with other capitals or spaces, or an expired one. Revoke that one, or give another name.',
    {
      problems: [
        { path: 'name', message: 'You have a token of this name: revoke it, or give another name.' },
      ],
    },
  )
}
