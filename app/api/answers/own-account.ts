/** What the routes of accounts have in common. */
import { auth } from '@/lib/auth/better-auth'
import { callerAddress } from '@/lib/auth/caller-address'
import { MOST_TRIES, type PasswordAnswer } from '@/lib/auth/sign-in'
import type { Who } from '@/lib/core/access/access'
import type { NameProblem } from '@/lib/core/access/account-names'
import type { AuditSubject } from '@/lib/core/audit/actions'
import { writeAudit, type Actor } from '@/lib/db/audit-log'
import { Refusal } from './problem'

export type Account = Who & { kind: 'account' }

/** Whoever asks, in an operation that only an account may do (`notByToken`). */
export function signedIn(who: Who): Account {
  if (who.kind === 'account') return who
  if (who.kind === 'solo') throw noAccounts()
  throw new Error('somebody who has not signed in was let in')
}

/** Refuses where nobody has to sign in. */
export function withAccounts(who: Who): void {
  if (who.kind === 'solo') throw noAccounts()
}

function noAccounts(): Refusal {
  return new Refusal(
    'conflict',
    'Nobody has to sign in here, so there are no accounts. Start Retryscope with RETRYSCOPE_AUTH=on to have them.',
  )
}

export function notThere(what: string): Refusal {
  return new Refusal('not-found', `There is no such ${what}, or no longer.`)
}

/** The refusal for a link by which no account can be made. */
export function linkNotUsable(): Refusal {
  return new Refusal(
    'not-found',
    'This link was used, withdrawn or has expired. Ask an administrator for another one. Only while there is no administrator is a link printed, anew with every start.',
  )
}

/** @param meanwhile what holds until another name is given */
export function nameNotToBeHad(problem: NameProblem, meanwhile: string): Refusal {
  const why =
    problem === 'name-taken'
      ? 'Somebody here has this name already, perhaps with other capitals or spaces. Add something that tells you apart, for example an initial;'
      : 'This name stands for what Retryscope itself or one of its tokens does. Give another one;'
  return new Refusal('conflict', `${why} ${meanwhile}.`)
}

/** For the audit log. */
export function accountSubject({ id, name }: { id: string; name: string }): AuditSubject {
  return { kind: 'account', id, name }
}

/** An answer that has the browser keep or forget cookies. */
export function withCookies(response: Response, cookies: readonly string[]): Response {
  for (const cookie of cookies) response.headers.append('set-cookie', cookie)
  response.headers.set('cache-control', 'no-store')
  return response
}

/** The cookies of a password that was right. */
export function cookiesOf(answer: PasswordAnswer, wrong: string): string[] {
  if (answer.ok) return answer.cookies
  if (answer.why === 'wrong') throw new Refusal('wrong-password', wrong)
  const seconds = Math.ceil(answer.waitMs / 1000)
  const wait = seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`
  throw new Refusal(
    'too-many',
    `Wait ${wait} before the next try. Whoever is signed in stays so; an administrator can remove the account and invite you anew.`,
    { headers: { 'retry-after': String(seconds) } },
  )
}

/** Tells the audit log, once, that so many passwords were wrong that nobody can try for a while. */
export async function auditGuesses(
  answer: PasswordAnswer,
  guesser: Actor | Who,
  subject: AuditSubject,
  headers: Headers,
): Promise<void> {
  if (answer.ok || answer.why !== 'wrong' || !answer.locks) return
  const detail = { wrongPasswords: MOST_TRIES, from: callerAddress(headers) }
  await writeAudit(guesser, [{ action: 'account.guessed', subject, detail }])
}

/** The session that a request shows; null for scripts. */
export async function sessionIdOf(headers: Headers): Promise<string | null> {
  const found = await auth().api.getSession({ headers })
  return found?.session.id ?? null
}
