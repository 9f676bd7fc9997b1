/** better-auth as we use it: passwords and sessions, nothing else. Accounts are made by invitation alone (lib/db/invitations.ts). */
import { betterAuth } from 'better-auth/minimal'
import { environment } from '@/lib/config/environment'
import { DAY_MS, LONGEST_PASSWORD, SHORTEST_PASSWORD } from '@/lib/core/access/account-rules'
import { authStorage } from '@/lib/db/auth-storage'
import { sessionSecret } from './session-secret'

/** So long somebody stays signed in, counted from signing in. */
const SESSION_DAYS = 30

function build() {
  const { dataDirectory } = environment()
  const baseURL = ownOrigin()
  return betterAuth({
    appName: 'Retryscope',
    baseURL,
    secret: sessionSecret(dataDirectory),
    database: authStorage(),
    telemetry: { enabled: false },
    // Wrong passwords are no errors of ours; they are counted (sign-in-tries.ts).
    logger: { level: 'error' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: SHORTEST_PASSWORD,
      maxPasswordLength: LONGEST_PASSWORD,
    },
    user: {
      modelName: 'account',
      additionalFields: { role: { type: 'string', required: true, input: false, defaultValue: 'viewer' } },
    },
    account: { modelName: 'credential' },
    session: {
      expiresIn: (SESSION_DAYS * DAY_MS) / 1000,
      // A request that only reads shall not write; and whoever is removed is out with the next request.
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
    },
    advanced: {
      // Its own prefix would be __Secure-, which leaves other hosts of the domain a way to plant a cookie.
      useSecureCookies: false,
      cookies: { session_token: sessionCookie(baseURL) },
    },
  })
}

/**
 * The cookie of a session. Where others open us by https, no page of another host can plant or read it (`__Host-`), and it is
 * never sent in the clear. Lax, so that a link from a chat to a run does not ask for a password; writes from other sites are
 * refused by their Origin.
 */
export function sessionCookie(baseURL: string) {
  const secure = baseURL.startsWith('https://')
  return {
    name: `${secure ? '__Host-' : ''}retryscope-session`,
    attributes: { secure, httpOnly: true, sameSite: 'lax', path: '/' },
  } as const
}

/** What the cookie of a session is called here. */
export function sessionCookieName(): string {
  return sessionCookie(ownOrigin()).name
}

function ownOrigin(): string {
  const { publicOrigin, localOrigin } = environment()
  return publicOrigin ?? localOrigin
}

// On globalThis, because Next bundles this module once per route.
const holder = globalThis as typeof globalThis & { retryscopeAuth?: ReturnType<typeof build> }

/** Made at the first call: without accounts, no key and no table is touched. */
export function auth(): ReturnType<typeof build> {
  holder.retryscopeAuth ??= build()
  return holder.retryscopeAuth
}
