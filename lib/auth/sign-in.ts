/** Checks passwords: one at a time, so that guessing leaves the machine to measurements, and only so often for an account. */
import { auth } from './better-auth'
import { callerAddress } from './caller-address'
import { SignInTries } from './sign-in-tries'
import { Turns } from './turns'

export type PasswordAnswer =
  /** Cookies: what the browser must be told to keep. */
  | { ok: true; cookies: string[]; account: { id: string; name: string } }
  /** locks: with this one there were so many that nobody can sign in with that mail address for a while. */
  | { ok: false; why: 'wrong'; locks: boolean }
  | { ok: false; why: 'too-many'; waitMs: number }

/** Wrong passwords in a row, within a quarter of an hour. */
export const MOST_TRIES = 5

/** The answer for an unknown address is the same as for a wrong password, and takes as long. */
export function signIn(
  { email, password }: { email: string; password: string },
  headers: Headers,
): Promise<PasswordAnswer> {
  const mail = email.toLowerCase()
  return checked(mail, headers, () =>
    auth().api.signInEmail({ body: { email: mail, password }, headers, returnHeaders: true }),
  )
}

/** Wrong passwords of the account that was there before are none of a new one's. @param email of an account that was just made */
export function forgetTries(email: string): void {
  shared().tries.succeeded(email.toLowerCase())
}

/** Signs every other browser out. @param accountId whose session the headers show */
export function changePassword(
  { accountId, current, next }: { accountId: string; current: string; next: string },
  headers: Headers,
): Promise<PasswordAnswer> {
  const body = { currentPassword: current, newPassword: next, revokeOtherSessions: true }
  // Counted apart from signing in: whoever guesses there must not keep its owner from changing it here.
  return checked(`account ${accountId}`, headers, () =>
    auth().api.changePassword({ body, headers, returnHeaders: true }),
  )
}

/** Ends the session of a browser. @returns the cookies that it must forget */
export async function signOut(headers: Headers): Promise<string[]> {
  const { headers: answered } = await auth().api.signOut({ headers, returnHeaders: true })
  return answered.getSetCookie()
}

/** As the password of a new account is kept. */
export async function hashPassword(password: string): Promise<string> {
  const { password: passwords } = await auth().$context
  return shared().turns.take('new accounts', () => passwords.hash(password))
}

/** @param headers of whoever asks: nobody alone may keep all others waiting */
async function checked(
  whom: string,
  headers: Headers,
  check: () => Promise<{ headers: Headers; response: { user: { id: string; name: string } } }>,
): Promise<PasswordAnswer> {
  const { tries, turns } = shared()
  const caller = callerAddress(headers)
  if (turns.isFullFor(caller)) return { ok: false, why: 'too-many', waitMs: 5_000 }
  return turns.take(caller, async () => {
    const waitMs = tries.waitMs(whom, Date.now())
    if (waitMs > 0) return { ok: false, why: 'too-many', waitMs }
    try {
      const answer = await check()
      tries.succeeded(whom)
      return { ok: true, cookies: answer.headers.getSetCookie(), account: answer.response.user }
    } catch (error) {
      if (!isRefusal(error)) throw error
      tries.failed(whom, Date.now())
      return { ok: false, why: 'wrong', locks: tries.waitMs(whom, Date.now()) > 0 }
    }
  })
}

/** An answer of better-auth that it is wrong, and no fault of ours. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof Error &&
    'statusCode' in error &&
    typeof error.statusCode === 'number' &&
    error.statusCode >= 400 &&
    error.statusCode < 500
  )
}

interface Shared {
  tries: SignInTries
  turns: Turns
}

/** More are not kept waiting: they are told to come again. A team behind one address signs in within a few seconds, too. */
const WAITING = { most: 30, mostOfOne: 6 }

// On globalThis, because Next bundles this module once per route.
const holder = globalThis as typeof globalThis & { retryscopeSignIns?: Shared }

function shared(): Shared {
  return (holder.retryscopeSignIns ??= {
    tries: new SignInTries({ most: MOST_TRIES, withinMs: 15 * 60_000 }),
    turns: new Turns(WAITING),
  })
}
