'use client'

import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useInvite } from '@/components/data/account-queries'
import { ErrorNotice } from '@/components/ui/error-notice'
import type { Role } from '@/lib/core/access/access'
import { INVITATION_DAYS } from '@/lib/core/access/account-rules'
import { RoleSelect } from './role-select'
import { ShownOnce } from './shown-once'
import styles from './account.module.css'

export function InviteForm() {
  const [note, setNote] = useState('')
  const [role, setRole] = useState<Role>('editor')
  const [days, setDays] = useState('7')
  const invite = useInvite()
  return (
    <div className={styles.form}>
      <form
        className={styles.row}
        aria-label="Invite somebody"
        onSubmit={(event) => {
          event.preventDefault()
          invite.mutate({ note, role, days: Number(days) }, { onSuccess: () => setNote('') })
        }}
      >
        <TextInput
          className={styles.grow ?? ''}
          label="For whom"
          placeholder="a name or a mail address, for this list only"
          maxLength={120}
          autoComplete="off"
          value={note}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
        <RoleSelect label="Role" role={role} onChange={setRole} />
        <NativeSelect
          label="Can be used for"
          data={INVITATION_DAYS.map((value) => ({
            value: String(value),
            label: value === 1 ? '1 day' : `${value} days`,
          }))}
          value={days}
          onChange={({ currentTarget }) => setDays(currentTarget.value)}
        />
        <Button type="submit" loading={invite.isPending}>
          Make a link
        </Button>
      </form>
      <ErrorNotice error={invite.error} />
      {invite.data ? (
        <ShownOnce
          title={`The link for ${invite.data.invitation.note ?? `a new ${invite.data.invitation.role}`}`}
          text="Send it to them. It makes one account, under the name that they give themselves, and is not shown again."
          secret={invite.data.url}
        />
      ) : null}
    </div>
  )
}
