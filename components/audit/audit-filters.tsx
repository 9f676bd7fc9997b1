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
  accounts,
  change,
}: {
  address: AuditAddress
  authors: readonly string[]
  accounts: readonly { id: string; name: string }[]
  change: (part: Partial<AuditAddress>, options?: Options) => void
}) {
  const known = [...new Set([...(address.author === null ? [] : [address.author]), ...authors])]
  const isListed = address.account === null || accounts.some(({ id }) => id === address.account)
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
        label="By account"
        value={address.account ?? ''}
        data={[
          { value: '', label: 'any, or none' },
          ...(isListed ? [] : [{ value: address.account ?? '', label: address.account ?? '' }]),
          ...accountChoices(accounts),
        ]}
        onChange={(event) => change({ account: event.currentTarget.value || null })}
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

/** By name; of two who were called the same, each with the beginning of its id. */
export function accountChoices(
  accounts: readonly { id: string; name: string }[],
): { value: string; label: string }[] {
  return accounts
    .map(({ id, name }) => {
      const isAlone = accounts.filter((one) => one.name === name).length === 1
      return { value: id, label: isAlone ? name : `${name} (${id.slice(0, 8)})` }
    })
    .sort((one, other) => one.label.localeCompare(other.label))
}
