import type { Metadata } from 'next'
import { EmptyState } from '@/components/ui/empty-state'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <EmptyState title="There is nothing here" action={{ href: '/runs', words: 'To the list of runs' }}>
      The address may be mistyped, or the run was deleted.
    </EmptyState>
  )
}
