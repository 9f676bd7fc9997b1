/** Who may do what: three roles, each of which may do all that the one before it may. */

export const ROLES = ['viewer', 'editor', 'admin'] as const
export type Role = (typeof ROLES)[number]

/** Who sent a request. */
export type Who =
  /** The only person there is: nobody set up accounts, and only this machine is served. */
  | { kind: 'solo' }
  | { kind: 'account'; id: string; name: string; role: Role }
  /** A script. Its role is never more than that of the account it belongs to. */
  | { kind: 'token'; id: string; name: string; role: Role; accountId: string; accountName: string }
  | { kind: 'nobody' }

/** What a page or an operation needs. */
export type Access = 'anyone' | Role

/** Whether somebody may do what needs this. */
export function mayDo(who: Who, access: Access): boolean {
  if (access === 'anyone' || who.kind === 'solo') return true
  return who.kind !== 'nobody' && ROLES.indexOf(who.role) >= ROLES.indexOf(access)
}

/** How the author of something is stored: by name too, since accounts go and what they did stays. */
export interface Author {
  accountId: string | null
  name: string
}

/** What the only person of an installation without accounts is called. */
export const OWNER_NAME = 'owner'

/** @throws Error for nobody: nothing that is stored has nobody as its author */
export function assertSomebody(who: Who): asserts who is Exclude<Who, { kind: 'nobody' }> {
  if (who.kind === 'nobody') throw new Error('somebody without an account changed something')
}

/** @throws Error for nobody */
export function authorOf(who: Who): Author {
  assertSomebody(who)
  switch (who.kind) {
    case 'solo':
      return { accountId: null, name: OWNER_NAME }
    case 'account':
      return { accountId: who.id, name: who.name }
    case 'token':
      return { accountId: who.accountId, name: `${who.accountName} (token ${who.name})` }
  }
}
