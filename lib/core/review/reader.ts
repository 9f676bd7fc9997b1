/** Whoever reads a review or changes it, as far as that decides what they may. */
import { mayDo, type Who } from '../access/access'

export interface Reader {
  /** Null = the only person there is. */
  accountId: string | null
  /** Deletes comments of others, too. */
  isAdmin: boolean
  mayChange: boolean
}

/** A script is whoever it belongs to. */
export function readerOf(who: Who): Reader {
  const accountId = who.kind === 'account' ? who.id : who.kind === 'token' ? who.accountId : null
  return { accountId, isAdmin: mayDo(who, 'admin'), mayChange: mayDo(who, 'editor') }
}

/** Whether something is theirs. Where nobody signs in, what nobody’s account has written is. */
export function isOwn(reader: Reader, accountId: string | null): boolean {
  return reader.accountId === accountId
}

/** Its author may, and administrators. */
export function mayDelete(reader: Reader, accountId: string | null): boolean {
  return reader.mayChange && (reader.isAdmin || isOwn(reader, accountId))
}
