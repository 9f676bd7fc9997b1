'use client'

import { useQueryStates } from 'nuqs'
import { useEndSession, useSessions } from '@/components/data/account-queries'
import { counted } from '@/components/format/figures'
import { LocalTime } from '@/components/format/local-time'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Panel } from '@/components/ui/panel'
import type { SessionsPage } from '@/lib/core/api/schemas/accounts'
import { AskedTwice } from '@/components/ui/asked-twice'
import { accountParsers, pagesOf } from './account-address'
import { browserWords } from './browser-words'
import { ListPages } from './list-pages'
import styles from './account.module.css'
import ui from '@/components/ui/ui.module.css'

/** Where somebody is signed in. */
export function SessionsPanel({ initial }: { initial: SessionsPage }) {
  const [address, setAddress] = useQueryStates(accountParsers, { history: 'push' })
  const page = pagesOf(address).browsers
  const { data, error, isStale } = useSessions(page, initial)
  const end = useEndSession()
  return (
    <Panel
      title="Signed in"
      note={counted(data.total, 'browser')}
      side={
        <AskedTwice
          words="Sign out everywhere"
          label="Sign out everywhere, here too"
          sure="Sign out everywhere, here too"
          busy={end.isPending && end.variables === 'all'}
          onSure={() => end.mutate('all', { onSuccess: () => window.location.assign('/sign-in') })}
        />
      }
    >
      <ErrorNotice error={error ?? end.error} />
      <ul className={styles.list} aria-busy={isStale}>
        {data.sessions.map(({ id, createdAt, expiresAt, userAgent, ipAddress, isThis }) => (
          <li key={id} className={styles.item}>
            <div className={styles.what}>
              <strong>{browserWords(userAgent)}</strong>
              {isThis ? ' (this one)' : ''}
              <div className={ui.secondary}>
                {ipAddress ? `from ${ipAddress}, ` : ''}since <LocalTime iso={createdAt} />, until{' '}
                <LocalTime iso={expiresAt} />
              </div>
            </div>
            {isThis ? null : (
              <AskedTwice
                words="Sign out"
                label={`Sign out ${browserWords(userAgent)}`}
                sure="Sign it out"
                busy={end.isPending}
                onSure={() => end.mutate(id)}
              />
            )}
          </li>
        ))}
      </ul>
      <ListPages of="browsers" list={data} page={page} onTurn={(browsers) => void setAddress({ browsers })} />
    </Panel>
  )
}
