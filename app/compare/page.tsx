import type { Metadata } from 'next'
import { Suspense } from 'react'
import { openedBy } from '@/app/who-opens'
import { ComparePage } from '@/components/compare/compare-page'
import { listRuns } from '@/lib/db/list-runs'

export const metadata: Metadata = { title: 'Compare runs' }
export const dynamic = 'force-dynamic'

export default async function Page() {
  await openedBy('viewer')
  return (
    <Suspense>
      <ComparePage initial={await listRuns({ limit: 100 })} />
    </Suspense>
  )
}
