/** Tells who sent a request: by the token it shows, or by the cookie of its session. */
import type { Who } from '@/lib/core/access/access'
import { TOKEN_PREFIX } from '@/lib/core/access/account-rules'
import { useApiToken } from '@/lib/db/api-tokens'
import { storedRole } from '@/lib/db/people'
import { accountsNeeded } from './accounts-needed'
import { auth } from './better-auth'
import { hashOf, isSecret } from './secrets'

const NOBODY: Who = { kind: 'nobody' }

/** @param headers of the request: its cookies and its Authorization */
export async function whoAsks(headers: Headers): Promise<Who> {
  if (!(await accountsNeeded())) return { kind: 'solo' }
  const [, token] = /^Bearer +(\S*)$/i.exec(headers.get('authorization') ?? '') ?? []
  // Whoever shows a token is asked for no cookie: one that was revoked must not go on by a session beside it.
  if (token !== undefined) return whoseToken(token)
  const found = await auth().api.getSession({ headers })
  if (!found) return NOBODY
  const { id, name, role } = found.user
  return { kind: 'account', id, name, role: storedRole(role) }
}

async function whoseToken(token: string): Promise<Who> {
  const known = isSecret(token, TOKEN_PREFIX) ? await useApiToken(hashOf(token), new Date()) : null
  return known ? { kind: 'token', ...known } : NOBODY
}
