'use client'

/** One's own account: name, password, browsers, tokens. */
import { Button, TextInput } from '@mantine/core'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useChangeName, useChangePassword, useSignOut } from '@/components/data/account-queries'
import { FurtherPages } from '@/components/shell/further-pages'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { PasswordField } from '@/components/ui/password-field'
import { ROLE_WORDS, SHORTEST_PASSWORD } from '@/lib/core/access/account-rules'
import type { Person, SessionsPage, TokensPage } from '@/lib/core/api/schemas/accounts'
import { SessionsPanel } from './sessions-panel'
import { TokensPanel } from './tokens-panel'
import styles from './account.module.css'
import ui from '@/components/ui/ui.module.css'

export interface OwnAccount {
  person: Person
  sessions: SessionsPage
  tokens: TokensPage
}

export function AccountPage({ initial: { person, sessions, tokens } }: { initial: OwnAccount }) {
  const signOut = useSignOut()
  return (
    <div className={ui.stack}>
      <div className={ui.pageHead}>
        <h1>Your account</h1>
        <Button
          variant="default"
          loading={signOut.isPending || signOut.isSuccess}
          onClick={() => signOut.mutate(undefined, { onSuccess: () => window.location.assign('/sign-in') })}
        >
          Sign out
        </Button>
      </div>
      <ErrorNotice error={signOut.error} />
      <Panel title="You">
        <dl className={styles.facts}>
          <dt>Mail address</dt>
          <dd>{person.email}</dd>
          <dt>Role</dt>
          <dd>
            {person.role}: {ROLE_WORDS[person.role]}
          </dd>
        </dl>
        <NameForm name={person.name} />
      </Panel>
      <PasswordPanel />
      <SessionsPanel initial={sessions} />
      <TokensPanel initial={tokens} role={person.role} />
      <FurtherPages />
    </div>
  )
}

function NameForm({ name: before }: { name: string }) {
  const router = useRouter()
  const [name, setName] = useState(before)
  const change = useChangeName()
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        // The frame of the page shows it too.
        change.mutate(name, { onSuccess: () => router.refresh() })
      }}
    >
      <div className={styles.row}>
        <TextInput
          label="Name"
          autoComplete="name"
          required
          withAsterisk={false}
          maxLength={80}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <Button
          type="submit"
          variant="default"
          loading={change.isPending}
          disabled={name.trim() === before || name.trim() === ''}
        >
          Save
        </Button>
      </div>
      <ErrorNotice error={change.error} />
    </form>
  )
}

function PasswordPanel() {
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const change = useChangePassword()
  const done = () => {
    setCurrent('')
    setNext('')
  }
  return (
    <Panel title="Password" note="signs every other browser out; tokens stay">
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          change.mutate({ current, next }, { onSuccess: done })
        }}
      >
        <div className={styles.row}>
          <PasswordField
            className={styles.grow ?? ''}
            label="Present password"
            names="present password"
            autoComplete="current-password"
            required
            value={current}
            onChange={({ currentTarget }) => setCurrent(currentTarget.value)}
          />
          <PasswordField
            className={styles.grow ?? ''}
            label={`New password, at least ${SHORTEST_PASSWORD} characters`}
            names="new password"
            autoComplete="new-password"
            required
            minLength={SHORTEST_PASSWORD}
            value={next}
            onChange={({ currentTarget }) => setNext(currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={change.isPending}>
            Change
          </Button>
        </div>
        <ErrorNotice error={change.error} />
        {change.isSuccess && current === '' ? <Notice tone="info" title="The password is changed" /> : null}
      </form>
    </Panel>
  )
}
