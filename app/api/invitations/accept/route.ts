import { endpoint } from '@/app/api/answers/endpoint'
import { accountSubject, linkNotUsable, nameNotToBeHad, withCookies } from '@/app/api/answers/own-account'
import { Refusal } from '@/app/api/answers/problem'
import { hashOf } from '@/lib/auth/secrets'
import { forgetTries, hashPassword, signIn } from '@/lib/auth/sign-in'
import { acceptInvitation } from '@/lib/core/api/subjects/people'
import { acceptInvitation as makeAccount, findInvitation } from '@/lib/db/invitations'

export const dynamic = 'force-dynamic'

export const POST = endpoint(acceptInvitation, async ({ body, request, changed, together }) => {
  const { secret, name, email, password } = body
  const tokenHash = hashOf(secret)
  // Before a password is hashed: that takes long, and anyone may ask.
  if (!(await findInvitation(tokenHash, new Date()))) throw linkNotUsable()
  const hashed = await hashPassword(password)
  const { id, role } = await together(async () => {
    const made = await makeAccount({ tokenHash, name, email, password: hashed }, new Date())
    if (made === 'not-usable') throw linkNotUsable()
    if (made === 'mail-taken')
      throw new Refusal(
        'conflict',
        'There is an account with this mail address already. Sign in with it, or give another address; the link can still be used.',
      )
    if (typeof made === 'string') throw nameNotToBeHad(made, 'the link can still be used')
    const subject = accountSubject({ id: made.id, name })
    const detail = { role: made.role, setUp: made.setUp }
    changed({ action: 'account.created', subject, detail, by: { accountId: made.id, name } })
    return made
  })
  forgetTries(email)
  const answer = await signIn({ email, password }, request.headers)
  return withCookies(Response.json({ id, role }, { status: 201 }), answer.ok ? answer.cookies : [])
})
