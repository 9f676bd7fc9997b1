'use client'

/** Filters of the audit log; each stands in the address. */
import { NativeSelect, TextInput } from '@mantine/core'
import type { Options } from 'nuqs'
import { SearchField } from '@/components/ui/search-field'
import { AUDIT_ACTIONS, auditActions } from '@/lib/core/audit/actions'
import type { AuditAddress } from './audit-address'
import styles from './audit.module.css'

export function AuditFilters({
  address,
  authors,
  change,
}: {
  address: AuditAddress
  authors: readonly string[]
  change: (part: Partial<AuditAddress>, options?: Options) => void
}) {
  const known = [...new Set([...(address.author === null ? [] : [address.author]), ...authors])]
  return (
    <search className={styles.filters} aria-label="Find entries">
      <SearchField
        label="Done to"
        placeholder="part of a name, or an id"
        value={address.subject}
        onChange={(subject, options) => change({ subject }, options)}
      />
      <NativeSelect
        label="By"
        value={address.author ?? ''}
        data={[{ value: '', label: 'anybody' }, ...known]}
        onChange={(event) => change({ author: event.currentTarget.value || null })}
      />
      <NativeSelect
        label="What was done"
        value={address.action ?? ''}
        data={[
          { value: '', label: 'anything' },
          ...AUDIT_ACTIONS.map((value) => ({ value, label: `${value} (${auditActions[value]})` })),
        ]}
        onChange={(event) =>
          change({ action: AUDIT_ACTIONS.find((action) => action === event.currentTarget.value) ?? null })
        }
      />
      <TextInput
        type="date"
        label="From day (UTC)"
        value={address.from ?? ''}
        onChange={(event) => change({ from: event.currentTarget.value || null })}
      />
      <TextInput
        type="date"
        label="To day (UTC)"
        value={address.to ?? ''}
        onChange={(event) => change({ to: event.currentTarget.value || null })}
      />
    </search>
  )
}
