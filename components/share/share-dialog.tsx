'use client'

/** Makes a link to a sealed copy of what is looked at; and shows those that were made before. */
import { Modal } from '@mantine/core'
import { useState } from 'react'
import { PageTurner } from '@/components/ui/page-turner'
import type { MadeShare } from '@/lib/core/share/share'
import { MadeLink } from './made-link'
import { ShareForm } from './share-form'
import { ShareList } from './share-list'
import { useShares } from './share-queries'
import styles from './share.module.css'

export type ShareTarget =
  | { kind: 'run'; id: string; number: number; name: string; baseline: { id: string; number: number } | null }
  | { kind: 'comparison'; runs: readonly string[]; metric: string }

export default function ShareDialog({ of, onClose }: { of: ShareTarget; onClose: () => void }) {
  const [made, setMade] = useState<MadeShare | null>(null)
  return (
    <Modal.Root opened onClose={onClose} size={640}>
      <Modal.Overlay />
      <Modal.Content p={20}>
        {/* No header of Mantine’s: it would be a second banner of the page. */}
        <div className={styles.head}>
          <Modal.Title fw={600} fz={18}>
            {of.kind === 'run' ? `Share run ${of.number}` : 'Share this comparison'}
          </Modal.Title>
          <Modal.CloseButton aria-label="Close sharing" />
        </div>
        {made ? (
          <MadeLink made={made} onAgain={() => setMade(null)} />
        ) : (
          <ShareForm of={of} onMade={setMade} />
        )}
        {of.kind === 'run' ? <Before runId={of.id} /> : null}
      </Modal.Content>
    </Modal.Root>
  )
}

/** Nothing where no link was made yet. */
function Before({ runId }: { runId: string }) {
  const [page, setPage] = useState(1)
  const { data } = useShares(runId, page)
  if (!data || data.total === 0) return null
  return (
    <section className={styles.before} aria-label="Links of this run">
      <h3>Links of this run</h3>
      <ShareList shares={data.shares} withRuns={false} />
      <PageTurner of="share links" pages={Math.ceil(data.total / data.limit)} page={page} onTurn={setPage} />
    </section>
  )
}
