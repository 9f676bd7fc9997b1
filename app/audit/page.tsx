import type { Metadata } from 'next'
import { filterOf, loadAuditAddress, pageOf } from '@/components/audit/audit-address'
import { AuditPage } from '@/components/audit/audit-page'
import { AUDIT_PER_PAGE } from '@/lib/core/audit/entry'
import { listAuditAuthors, readAudit } from '@/lib/db/read-audit'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Audit log' }

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const address = await loadAuditAddress(searchParams)
  const filter = filterOf(address)
  const [answer, authors] = await Promise.all([
    readAudit(filter, { page: pageOf(address), limit: AUDIT_PER_PAGE }),
    listAuditAuthors(),
  ])
  return <AuditPage initial={{ filter, answer, authors }} />
}
