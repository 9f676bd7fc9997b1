/** Which page of the share links is shown, as it stands in the address. Read by the server for the first answer, and by the page. */
import { createLoader, parseAsInteger } from 'nuqs/server'

export const sharesParsers = { page: parseAsInteger.withDefault(1) }

export const loadSharesAddress = createLoader(sharesParsers)

/** From 1, and no further than there can be pages. */
export function pageOf({ page }: { page: number }): number {
  return Math.min(1_000_000, Math.max(1, page))
}
