import type { Metadata } from 'next'
import { whoOpens } from '@/app/who-opens'
import { AdminsOnly } from '@/components/account/admins-only'
import { filterOf, loadAuditAddress, pageOf } from '@/components/audit/audit-address'
import { AuditPage } from '@/components/audit/audit-page'
import { mayDo } from '@/lib/core/access/access'
import { AUDIT_PER_PAGE } from '@/lib/core/audit/entry'
import { listAuditAccounts, listAuditAuthors, readAudit } from '@/lib/db/read-audit'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Audit log' }

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  // The proxy shows it to nobody else; what it reads must not hang on that alone.
  const who = await whoOpens()
  if (!mayDo(who, 'admin')) return <AdminsOnly role={'role' in who ? who.role : null} />
  const address = await loadAuditAddress(searchParams)
  const filter = filterOf(address)
  const [answer, authors, accounts] = await Promise.all([
    readAudit(filter, { page: pageOf(address), limit: AUDIT_PER_PAGE }),
    listAuditAuthors(),
    listAuditAccounts(),
  ])
  return <AuditPage initial={{ filter, answer, authors, accounts }} />
}
