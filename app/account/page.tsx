import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { sessionIdOf } from '@/app/api/answers/own-account'
import { whoOpens } from '@/app/who-opens'
import { loadAccountAddress, pagesOf } from '@/components/account/account-address'
import { AccountPage } from '@/components/account/account-page'
import { NoAccounts } from '@/components/account/no-accounts'
import { ACCOUNTS_PER_PAGE } from '@/lib/core/api/schemas/accounts'
import { listApiTokens } from '@/lib/db/api-tokens'
import { findPerson } from '@/lib/db/people'
import { listSessions } from '@/lib/db/sessions'

export const metadata: Metadata = { title: 'Your account' }

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const who = await whoOpens()
  const person = who.kind === 'account' ? await findPerson(who.id) : null
  if (!person) return <NoAccounts />
  const pages = pagesOf(await loadAccountAddress(searchParams))
  const own = await sessionIdOf(new Headers(await headers()))
  const limit = ACCOUNTS_PER_PAGE
  const [sessions, tokens] = await Promise.all([
    listSessions(person.id, { page: pages.browsers, limit, own }, new Date()),
    listApiTokens(person.id, { page: pages.tokens, limit }),
  ])
  return <AccountPage initial={{ person, sessions, tokens }} />
}
