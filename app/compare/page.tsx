import type { Metadata } from 'next'
import { Suspense } from 'react'
import { ComparePage } from '@/components/compare/compare-page'
import { listRuns } from '@/lib/db/list-runs'

export const metadata: Metadata = { title: 'Compare runs' }
export const dynamic = 'force-dynamic'

export default async function Page() {
  return (
    <Suspense>
      <ComparePage initial={await listRuns({ limit: 100 })} />
    </Suspense>
  )
}
