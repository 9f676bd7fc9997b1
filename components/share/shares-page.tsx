'use client'

/** All share links: who can see what, until when. */
import { useQueryStates } from 'nuqs'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNotice } from '@/components/ui/error-notice'
import { PageTurner } from '@/components/ui/page-turner'
import { Panel } from '@/components/ui/panel'
import type { SharesPage as Answer } from '@/lib/core/share/share'
import { ShareList } from './share-list'
import { useShares } from './share-queries'
import { pageOf, sharesParsers } from './shares-address'
import ui from '@/components/ui/ui.module.css'

export function SharesPage({ initial }: { initial: Answer }) {
  const [address, setAddress] = useQueryStates(sharesParsers, { history: 'push' })
  const page = pageOf(address)
  const { data = initial, error } = useShares(null, page, initial)
  if (data.total === 0 && !error)
    return (
      <EmptyState title="Nothing is shared" action={{ href: '/runs', words: 'Choose a run' }}>
        A link shows one run or comparison, sealed as it was, to anyone who has it. Make one with “Share …” on
        the page of a run.
      </EmptyState>
    )
  return (
    <div className={ui.stack}>
      <div className={ui.pageHead}>
        <h1>Share links</h1>
      </div>
      <ErrorNotice error={error} />
      <Panel
        title="All links"
        note={`${data.open} of ${data.total} open; the links themselves are kept nowhere`}
      >
        {data.shares.length > 0 ? (
          <ShareList shares={data.shares} withRuns />
        ) : (
          <p className={ui.secondary}>There is no page {page}.</p>
        )}
        <PageTurner
          of="share links"
          pages={Math.ceil(data.total / data.limit)}
          page={page}
          onTurn={(wanted) => void setAddress({ page: wanted })}
        />
      </Panel>
    </div>
  )
}
