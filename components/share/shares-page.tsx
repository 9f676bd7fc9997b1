'use client'

/** All share links: who can see what, until when. */
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Panel } from '@/components/ui/panel'
import type { ShareItem } from '@/lib/core/share/share'
import { ShareList } from './share-list'
import { useShares } from './share-queries'
import ui from '@/components/ui/ui.module.css'

export function SharesPage({ initial }: { initial: ShareItem[] }) {
  const { data, error } = useShares(null, initial)
  const shares = data?.shares ?? []
  if (shares.length === 0 && !error)
    return (
      <EmptyState title="Nothing is shared" action={{ href: '/runs', words: 'Choose a run' }}>
        A link shows one run or comparison, sealed as it was, to anyone who has it. Make one with “Share …” on
        the page of a run.
      </EmptyState>
    )
  const open = shares.filter(({ state }) => state === 'open').length
  return (
    <div className={ui.stack}>
      <div className={ui.pageHead}>
        <h1>Share links</h1>
      </div>
      <ErrorNotice error={error} />
      <Panel
        title="All links"
        note={`${open} of ${shares.length} open; the links themselves are kept nowhere`}
      >
        <ShareList shares={shares} withRuns />
      </Panel>
    </div>
  )
}
