'use client'

import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useSignIn } from '@/components/data/account-queries'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Door } from './door'
import styles from './account.module.css'

/** @param next a place of ours (lib/core/access/return-path.ts) */
export function SignInPage({ next }: { next: string }) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useSignIn()
  return (
    <Door title="Sign in" text="Without an account, ask an administrator for an invitation.">
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
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
          visibilityToggleFocusable
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
