'use client'

/** The audit log: who did what to what, filtered by the address, to be taken away as a file. */
import { Button, Group } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconDownload } from '@tabler/icons-react'
import { useQueryStates } from 'nuqs'
import { counted } from '@/components/format/figures'
import { ErrorNotice } from '@/components/ui/error-notice'
import { PageTurner } from '@/components/ui/page-turner'
import { Panel } from '@/components/ui/panel'
import { auditParameters, type AuditFilter, type AuditPage as Answer } from '@/lib/core/audit/entry'
import { auditParsers, filterOf, pageOf } from './audit-address'
import { AuditFilters } from './audit-filters'
import { AuditRows } from './audit-rows'
import { useAudit } from './use-audit'
import styles from './audit.module.css'
import ui from '@/components/ui/ui.module.css'

export interface FirstAudit {
  filter: AuditFilter
  answer: Answer
  /** Names that stand in the log. */
  authors: readonly string[]
  /** Those that have changed something. */
  accounts: readonly { id: string; name: string }[]
}

export function AuditPage({ initial }: { initial: FirstAudit }) {
  const [address, setAddress] = useQueryStates(auditParsers, { history: 'push' })
  // Not with every key: the list would blink while somebody types.
  const [subject] = useDebouncedValue(address.subject, 150)
  const filter = filterOf({ ...address, subject })
  const page = pageOf(address)
  const { data = initial.answer, error, isPlaceholderData } = useAudit(filter, page, initial)
  const isNarrowed = auditParameters(filter) !== ''
  const pages = Math.ceil(data.total / data.limit)
  return (
    <div className={ui.stack}>
      <div className={ui.pageHead}>
        <div>
          <h1>Audit log</h1>
          <p className={ui.secondary}>Who changed what, and when. Entries are never altered.</p>
        </div>
        <Group gap={8}>
          {(['csv', 'json'] as const).map((format) => (
            <Button
              key={format}
              component="a"
              variant="default"
              href={`/api/audit/export?${withFormat(filter, format)}`}
              download
              leftSection={<IconDownload size={16} stroke={1.7} aria-hidden="true" />}
            >
              {format.toUpperCase()}
              <span className={ui.unseen}>: {isNarrowed ? 'what fits the filters' : 'the whole log'}</span>
            </Button>
          ))}
        </Group>
      </div>
      <ErrorNotice error={error} />
      <Panel
        title="Entries"
        note={<span role="status">{counted(data.total, 'entry', 'entries')}, newest first</span>}
        side={
          <Button
            variant="subtle"
            size="compact-sm"
            style={isNarrowed ? {} : { visibility: 'hidden' }}
            onClick={() => void setAddress(null)}
          >
            Clear filters
          </Button>
        }
      >
        <AuditFilters
          address={address}
          authors={initial.authors}
          accounts={initial.accounts}
          change={(part, options) => void setAddress({ page: 1, ...part }, options)}
        />
        <div
          data-stale={isPlaceholderData || undefined}
          aria-busy={isPlaceholderData}
          className={styles.found}
        >
          {data.entries.length > 0 ? (
            <AuditRows entries={data.entries} />
          ) : (
            <p className={styles.nothing}>
              {data.total > 0
                ? `There is no page ${page}.`
                : isNarrowed
                  ? 'No entry fits these filters.'
                  : 'Nothing was changed yet. The first run that is queued will stand here.'}
            </p>
          )}
        </div>
        <PageTurner
          of="the log"
          pages={pages}
          page={page}
          onTurn={(wanted) => void setAddress({ page: wanted })}
        />
      </Panel>
    </div>
  )
}

function withFormat(filter: AuditFilter, format: string): string {
  const parameters = new URLSearchParams(auditParameters(filter))
  parameters.set('format', format)
  return parameters.toString()
}
