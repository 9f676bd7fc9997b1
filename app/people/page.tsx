import type { Metadata } from 'next'
import { whoOpens } from '@/app/who-opens'
import { AdminsOnly } from '@/components/account/admins-only'
import { NoAccounts } from '@/components/account/no-accounts'
import { PeoplePage } from '@/components/account/people-page'
import { loadPeopleAddress, pagesOf } from '@/components/account/account-address'
import { authorOf, mayDo } from '@/lib/core/access/access'
import { ACCOUNTS_PER_PAGE } from '@/lib/core/api/schemas/accounts'
import { listInvitations } from '@/lib/db/invitations'
import { listPeople } from '@/lib/db/people'

export const metadata: Metadata = { title: 'People' }

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const who = await whoOpens()
  if (!('role' in who)) return <NoAccounts />
  if (!mayDo(who, 'admin')) return <AdminsOnly role={who.role} />
  const pages = pagesOf(await loadPeopleAddress(searchParams))
  const people = await listPeople({ page: pages.page, limit: ACCOUNTS_PER_PAGE })
  const invitations = await listInvitations({ page: pages.invitations, limit: ACCOUNTS_PER_PAGE }, new Date())
  return <PeoplePage initial={{ people, invitations }} ownId={authorOf(who).accountId} />
}
