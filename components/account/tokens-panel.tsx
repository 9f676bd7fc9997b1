'use client'

import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQueryStates } from 'nuqs'
import { useState } from 'react'
import { problemAt } from '@/components/data/api'
import { useCreateToken, useRevokeToken, useTokens } from '@/components/data/account-queries'
import { LocalTime } from '@/components/format/local-time'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Panel } from '@/components/ui/panel'
import type { Role } from '@/lib/core/access/access'
import { TOKEN_DAYS } from '@/lib/core/access/account-rules'
import type { ApiToken, TokensPage } from '@/lib/core/api/schemas/accounts'
import { AskedTwice } from '@/components/ui/asked-twice'
import { accountParsers, pagesOf } from './account-address'
import { ListPages } from './list-pages'
import { RoleSelect } from './role-select'
import { ShownOnce } from './shown-once'
import styles from './account.module.css'
import ui from '@/components/ui/ui.module.css'

/** What scripts show instead of signing in. @param role nothing above it can be given to one */
export function TokensPanel({ initial, role }: { initial: TokensPage; role: Role }) {
  const [address, setAddress] = useQueryStates(accountParsers, { history: 'push' })
  const page = pagesOf(address).tokens
  const { data, error, isStale } = useTokens(page, initial)
  const revoke = useRevokeToken()
  return (
    <Panel title="API tokens" note="for scripts: Authorization: Bearer rsk_…">
      <NewTokenForm most={role} />
      <ErrorNotice error={error ?? revoke.error} />
      {data.total === 0 ? <p className={`${ui.secondary} ${styles.below}`}>There is none yet.</p> : null}
      <ul className={styles.list} aria-busy={isStale}>
        {data.tokens.map((token) => (
          <li key={token.id} className={styles.item}>
            <TokenWords token={token} />
            <AskedTwice
              words="Revoke"
              label={`Revoke the token ${token.name}`}
              sure="Revoke it"
              busy={revoke.isPending}
              onSure={() => revoke.mutate(token.id)}
            />
          </li>
        ))}
      </ul>
      <ListPages of="tokens" list={data} page={page} onTurn={(tokens) => void setAddress({ tokens })} />
    </Panel>
  )
}

function TokenWords({ token: { name, role, ending, expiresAt, lastUsedAt } }: { token: ApiToken }) {
  return (
    <div className={styles.what}>
      <strong>{name}</strong> as {role} <code>…{ending}</code>
      <div className={ui.secondary}>
        until <LocalTime iso={expiresAt} />,{' '}
        {lastUsedAt ? (
          <>
            last used <LocalTime iso={lastUsedAt} />
          </>
        ) : (
          'not used yet'
        )}
      </div>
    </div>
  )
}

function NewTokenForm({ most }: { most: Role }) {
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('viewer')
  const [days, setDays] = useState('90')
  const create = useCreateToken()
  const nameProblem = problemAt(create.error, 'name')
  return (
    <div className={styles.form}>
      <form
        className={styles.row}
        aria-label="New token"
        onSubmit={(event) => {
          event.preventDefault()
          create.mutate({ name, role, days: Number(days) }, { onSuccess: () => setName('') })
        }}
      >
        <TextInput
          className={styles.grow ?? ''}
          label="What it is for"
          placeholder="nightly runs"
          required
          withAsterisk={false}
          maxLength={80}
          autoComplete="off"
          value={name}
          error={nameProblem}
          onChange={({ currentTarget }) => {
            setName(currentTarget.value)
            // It was said of the name that stood there.
            if (nameProblem !== null) create.reset()
          }}
        />
        <RoleSelect label="Role" role={role} most={most} onChange={setRole} />
        <NativeSelect
          label="Works for"
          data={TOKEN_DAYS.map((value) => ({ value: String(value), label: `${value} days` }))}
          value={days}
          onChange={({ currentTarget }) => setDays(currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={create.isPending}>
          Make a token
        </Button>
      </form>
      <ErrorNotice error={nameProblem === null ? create.error : null} />
      {create.data ? (
        <ShownOnce
          title={`The token ${create.data.token.name}`}
          text="Keep it where your script finds it. It is not shown again."
          secret={create.data.secret}
        />
      ) : null}
    </div>
  )
}
