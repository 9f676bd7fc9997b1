'use client'

/** Share links with how they stand; each can be revoked. A list on a phone. */
import { Anchor } from '@mantine/core'
import Link from 'next/link'
import { count } from '@/components/format/figures'
import { LocalTime } from '@/components/format/local-time'
import { AskedTwice } from '@/components/ui/asked-twice'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Badge } from '@/components/ui/state-badge'
import type { ShareItem } from '@/lib/core/share/share'
import { useRevokeShare } from './share-queries'
import run from '@/components/run/run.module.css'
import styles from './share.module.css'
import ui from '@/components/ui/ui.module.css'

const STATES = {
  open: { tone: 'good', sign: '✓' },
  expired: { tone: 'calm', sign: '–' },
  revoked: { tone: 'calm', sign: '✕' },
} as const satisfies Record<ShareItem['state'], unknown>

export function ShareList({ shares, withRuns }: { shares: readonly ShareItem[]; withRuns: boolean }) {
  return (
    <div className={ui.tableScroll} tabIndex={0} role="region" aria-label="Share links">
      <table className={`${ui.table} ${run.asList}`}>
        <thead>
          <tr>
            <th scope="col">Link</th>
            <th scope="col">State</th>
            <th scope="col">Made</th>
            <th scope="col">Ends</th>
            <th scope="col" className={ui.figure}>
              Views
            </th>
            <th scope="col">
              <span className={ui.unseen}>Revoke</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shares.map((share) => (
            <ShareRow key={share.id} share={share} withRuns={withRuns} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function ShareRow({ share, withRuns }: { share: ShareItem; withRuns: boolean }) {
  const { title, state, hasPassword, embedOrigins, author, createdAt, expiresAt, views, lastViewedAt, runs } =
    share
  const facts = [
    ...(hasPassword ? ['password'] : []),
    ...(embedOrigins.length > 0 ? [`charts on ${embedOrigins.join(', ')}`] : []),
  ]
  return (
    <tr>
      <th scope="row">
        {title}
        {withRuns ? (
          <span className={styles.under}>
            {share.kind === 'run' ? 'Run' : 'Comparison of runs'}{' '}
            {runs.map(({ id, number }, place) => (
              <span key={id}>
                {place > 0 ? ', ' : ''}
                <Anchor component={Link} href={`/runs/${id}`} fz="inherit" underline="always">
                  {number}
                </Anchor>
              </span>
            ))}
          </span>
        ) : null}
        {facts.length > 0 ? <span className={styles.under}>{facts.join(' · ')}</span> : null}
      </th>
      <td data-label="State">
        <Badge {...STATES[state]}>{state}</Badge>
      </td>
      <td data-label="Made">
        <LocalTime iso={createdAt} />
        <span className={styles.under}>by {author}</span>
      </td>
      <td data-label="Ends">{expiresAt ? <LocalTime iso={expiresAt} /> : 'never'}</td>
      <td data-label="Views" className={ui.figure}>
        {count(views)}
        {lastViewedAt ? (
          <span className={styles.under}>
            <LocalTime iso={lastViewedAt} relative />
          </span>
        ) : null}
      </td>
      <td>{state === 'open' ? <Revoke share={share} /> : null}</td>
    </tr>
  )
}

function Revoke({ share: { id, title } }: { share: ShareItem }) {
  const revoke = useRevokeShare()
  return (
    <span className={styles.asks}>
      <AskedTwice
        words="Revoke"
        label={`Revoke ${title}`}
        sure="Revoke for good"
        sureLabel={`Revoke for good: ${title}`}
        busy={revoke.isPending}
        onSure={() => revoke.mutate(id)}
      />
      <ErrorNotice error={revoke.error} />
    </span>
  )
}
