import type { Metadata } from 'next'
import { whoOpens } from '@/app/who-opens'
import { AdminsOnly } from '@/components/account/admins-only'
import { NoAccounts } from '@/components/account/no-accounts'
import { PeoplePage } from '@/components/account/people-page'
import { authorOf, mayDo } from '@/lib/core/access/access'
import { listInvitations } from '@/lib/db/invitations'
import { listPeople } from '@/lib/db/people'

export const metadata: Metadata = { title: 'People' }

export default async function Page() {
  const who = await whoOpens()
  if (!('role' in who)) return <NoAccounts />
  if (!mayDo(who, 'admin')) return <AdminsOnly role={who.role} />
  const [people, invitations] = [await listPeople(), await listInvitations(new Date())]
  return <PeoplePage initial={{ people, invitations }} ownId={authorOf(who).accountId} />
}
