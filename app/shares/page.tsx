import type { Metadata } from 'next'
import { openedBy } from '@/app/who-opens'
import { SharesPage } from '@/components/share/shares-page'
import { listShares } from '@/lib/db/shares'
import { storeViewsIfPossible } from '@/lib/sharing/view-counter'

export const metadata: Metadata = { title: 'Share links' }
export const dynamic = 'force-dynamic'

export default async function Page() {
  await openedBy('viewer')
  await storeViewsIfPossible()
  return <SharesPage initial={await listShares()} />
}
