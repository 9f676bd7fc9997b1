/** Which pages of the lists about accounts are shown, as it stands in the address. Read by the server for the first answer, and by the page. */
import { createLoader, parseAsInteger } from 'nuqs/server'
import { askedPage } from '@/lib/core/api/paging'

export const peopleParsers = {
  /** Of the people. */
  page: parseAsInteger.withDefault(1),
  invitations: parseAsInteger.withDefault(1),
}

export const accountParsers = {
  /** Those that one is signed in with. */
  browsers: parseAsInteger.withDefault(1),
  tokens: parseAsInteger.withDefault(1),
}

export const loadPeopleAddress = createLoader(peopleParsers)
export const loadAccountAddress = createLoader(accountParsers)

/** Each from 1, and no further than there can be pages. */
export function pagesOf<Name extends string>(address: Record<Name, number>): Record<Name, number> {
  const pages = Object.entries<number>(address).map(([name, page]) => [name, askedPage(page)])
  return Object.fromEntries(pages) as Record<Name, number>
}
