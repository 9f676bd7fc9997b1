'use client'

/** Makes an account by a link: the one of the first start, or an invitation. What is secret stands behind the # of the address. */
import { Button, Skeleton, TextInput } from '@mantine/core'
import { useMounted } from '@mantine/hooks'
import { useState } from 'react'
import {
  useAcceptInvitation,
  useInvitedTo,
  type InvitedTo,
  type NewAccount,
} from '@/components/data/account-queries'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Notice } from '@/components/ui/notice'
import { PasswordField } from '@/components/ui/password-field'
import { ROLE_WORDS, SHORTEST_PASSWORD } from '@/lib/core/access/account-rules'
import { Door } from './door'
import styles from './account.module.css'

/** Three fields and a button. */
const AWAITED_HEIGHTS = [76, 76, 76, 36]

/** @param signedInAs whose browser this is already */
export function JoinPage({ isSetUp, signedInAs }: { isSetUp: boolean; signedInAs: string | null }) {
  // Only the browser knows it: the part behind the # is not sent.
  const secret = useMounted() ? window.location.hash.slice(1) : null
  const { data: invited, error } = useInvitedTo(secret === '' ? null : secret)
  const problem =
    secret === '' ? (
      <Notice tone="bad" title="The link is not whole">
        It ends with a # and some fifty characters. Copy all of it.
      </Notice>
    ) : (
      error && <ErrorNotice error={error} />
    )
  return (
    <Door
      alone={signedInAs === null}
      title={isSetUp ? 'Set up Retryscope' : 'Join Retryscope'}
      text={
        isSetUp
          ? 'Make the account of the first administrator. Everybody else is invited from it.'
          : invitedWords(invited)
      }
    >
      <div className={styles.form}>
        {signedInAs !== null ? (
          <Notice tone="unsure" title={`You are signed in as ${signedInAs}`}>
            The link makes another account, and signs this browser in with it.
          </Notice>
        ) : null}
        {problem ||
          (invited ? (
            <NewAccountForm secret={secret} />
          ) : (
            AWAITED_HEIGHTS.map((height, index) => <Skeleton key={index} height={height} />)
          ))}
      </div>
    </Door>
  )
}

function invitedWords(invited: InvitedTo | undefined): string {
  if (!invited) return 'An invitation makes one account.'
  const { createdByName, role } = invited
  return `${createdByName ?? 'Somebody'} invites you as ${role}: ${ROLE_WORDS[role]}.`
}

function NewAccountForm({ secret }: { secret: string | null }) {
  const [account, setAccount] = useState<NewAccount>({ name: '', email: '', password: '' })
  const accept = useAcceptInvitation(secret)
  const field = (name: keyof NewAccount) => ({
    ...{ name, required: true, withAsterisk: false, value: account[name] },
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
      setAccount((before) => ({ ...before, [name]: value })),
  })
  return (
    <form
      className={styles.form}
      method="post"
      onSubmit={(event) => {
        event.preventDefault()
        // The whole page anew, without the link.
        accept.mutate(account, { onSuccess: () => window.location.assign('/') })
      }}
    >
      <TextInput
        label="Your name"
        description="Others see it beside what you do."
        autoComplete="name"
        maxLength={80}
        autoFocus
        {...field('name')}
      />
      <TextInput
        label="Mail address"
        description="You sign in with it. Nothing is sent to it."
        type="email"
        autoComplete="username"
        maxLength={254}
        {...field('email')}
      />
      <PasswordField
        label="Password"
        description={`At least ${SHORTEST_PASSWORD} characters; a few words are better than many signs.`}
        autoComplete="new-password"
        minLength={SHORTEST_PASSWORD}
        {...field('password')}
      />
      <ErrorNotice error={accept.error} />
      <Button type="submit" loading={accept.isPending || accept.isSuccess}>
        Make the account
      </Button>
    </form>
  )
}
