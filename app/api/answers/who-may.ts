/** Refuses whoever may not carry out an operation, and tells what it takes. */
import { mayDo, type Who } from '@/lib/core/access/access'
import type { Operation } from '@/lib/core/api/operation'
import { Refusal } from './problem'

/** @throws Refusal */
export function refuseUnlessAllowed(
  who: Who,
  { access, notByToken }: Pick<Operation, 'access' | 'notByToken'>,
): void {
  if (notByToken !== undefined && who.kind === 'token')
    throw new Refusal('not-allowed', `${notByToken} Sign in for this.`)
  if (mayDo(who, access)) return
  if (who.kind === 'nobody')
    throw new Refusal('sign-in-needed', 'Sign in, or send a token: Authorization: Bearer <token>.', {
      headers: { 'www-authenticate': 'Bearer' },
    })
  // Whom it belongs to may well have the role: only the token has less.
  if (who.kind === 'token')
    throw new Refusal(
      'not-allowed',
      `It takes the role ${access}, and this token has the role ${who.role}. Make one with the role ${access} on the page of your account.`,
    )
  throw new Refusal('not-allowed', `It takes the role ${access}. Ask an administrator for it.`)
}
