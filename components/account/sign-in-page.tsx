'use client'

import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useSignIn } from '@/components/data/account-queries'
import { ErrorNotice } from '@/components/ui/error-notice'
import { PasswordField } from '@/components/ui/password-field'
import { Door } from './door'
import styles from './account.module.css'

/** @param next a place of ours (lib/core/access/return-path.ts) @param isSetUp there is an administrator */
export function SignInPage({ next, isSetUp }: { next: string; isSetUp: boolean }) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useSignIn()
  return (
    <Door
      title="Sign in"
      text={
        isSetUp
          ? 'Without an account, ask an administrator for an invitation.'
          : 'There is no administrator yet. The start of Retryscope has printed a link that makes the first one.'
      }
    >
      <form
        className={styles.form}
        method="post"
        onSubmit={(event) => {
          event.preventDefault()
          // The whole page anew: what it shows depends on who looks at it.
          signIn.mutate({ email, password }, { onSuccess: () => window.location.assign(next) })
        }}
      >
        <TextInput
          label="Mail address"
          type="email"
          name="email"
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus
          value={email}
          onChange={({ currentTarget }) => setEmail(currentTarget.value)}
        />
        <PasswordField
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        />
        <ErrorNotice error={signIn.error} />
        <Button type="submit" loading={signIn.isPending || signIn.isSuccess}>
          Sign in
        </Button>
      </form>
    </Door>
  )
}
