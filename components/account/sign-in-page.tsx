'use client'

import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useSignIn } from '@/components/data/account-queries'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Notice } from '@/components/ui/notice'
import { PasswordField } from '@/components/ui/password-field'
import { Door } from './door'
import styles from './account.module.css'

/**
 * @param next a place of ours (lib/core/access/return-path.ts)
 * @param isSetUp there is an administrator
 * @param hasEnded whoever comes here was signed in, and did not leave by themselves
 */
export function SignInPage({
  next,
  isSetUp,
  hasEnded,
}: {
  next: string
  isSetUp: boolean
  hasEnded: boolean
}) {
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
        {hasEnded ? (
          <Notice tone="info" title="Your session has ended">
            It has expired, or was ended from elsewhere. If you cannot sign in again, your account may have
            been removed: ask an administrator.
          </Notice>
        ) : null}
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
