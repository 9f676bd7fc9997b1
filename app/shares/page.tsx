import type { Metadata } from 'next'
import { openedBy } from '@/app/who-opens'
import { loadSharesAddress, pageOf } from '@/components/share/shares-address'
import { SharesPage } from '@/components/share/shares-page'
import { SHARES_PER_PAGE } from '@/lib/core/share/share'
import { listShares } from '@/lib/db/shares'
import { storeViewsIfPossible } from '@/lib/sharing/view-counter'

export const metadata: Metadata = { title: 'Share links' }
export const dynamic = 'force-dynamic'

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  await openedBy('viewer')
  await storeViewsIfPossible()
  const page = pageOf(await loadSharesAddress(searchParams))
  return <SharesPage initial={await listShares(null, { page, limit: SHARES_PER_PAGE })} />
}
