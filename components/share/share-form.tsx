'use client'

/** What is chosen of a link: title, end, password, what is hidden, who may frame its charts. */
import { Button, Checkbox, NativeSelect, TagsInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ErrorNotice } from '@/components/ui/error-notice'
import { PasswordField } from '@/components/ui/password-field'
import {
  DEFAULT_EXPIRY_DAYS,
  MIN_PASSWORD_LENGTH,
  originSchema,
  type MadeShare,
} from '@/lib/core/share/share'
import { OnlyThisMachine } from './only-this-machine'
import { bodyOf, EMPTY_CHOICES, type ShareChoices } from './share-body'
import type { ShareTarget } from './share-dialog'
import { useMakeShare } from './share-queries'
import { shownWords } from './shown-words'
import styles from './share.module.css'

const ENDS = [
  { value: '1', label: 'in 1 day' },
  { value: '7', label: 'in 7 days' },
  { value: String(DEFAULT_EXPIRY_DAYS), label: 'in 30 days' },
  { value: '90', label: 'in 90 days' },
  { value: '365', label: 'in a year' },
  { value: 'never', label: 'never' },
]

export function ShareForm({ of, onMade }: { of: ShareTarget; onMade: (made: MadeShare) => void }) {
  const [choices, setChoices] = useState<ShareChoices>(EMPTY_CHOICES)
  const make = useMakeShare(of.kind === 'run' ? `/api/runs/${of.id}/shares` : '/api/compare/shares')
  const change = (part: Partial<ShareChoices>) => setChoices((old) => ({ ...old, ...part }))
  const hide = (part: Partial<ShareChoices['hide']>) => change({ hide: { ...choices.hide, ...part } })
  const { password, embedOrigins } = choices
  const passwordProblem =
    password !== '' && password.length < MIN_PASSWORD_LENGTH
      ? `at least ${MIN_PASSWORD_LENGTH} characters`
      : null
  const wrongOrigin = embedOrigins.find((origin) => !originSchema.safeParse(origin).success)
  const isWrong = passwordProblem !== null || (password === '' && wrongOrigin !== undefined)
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (!isWrong)
          make.mutate(bodyOf(of, choices, new URLSearchParams(window.location.search)), { onSuccess: onMade })
      }}
    >
      <p className={styles.about}>
        The link shows a sealed, read-only copy as of now, without an account.{' '}
        {of.kind === 'run' ? shownWords(new URLSearchParams(window.location.search)) : null}
      </p>
      <OnlyThisMachine origin={window.location.origin} />
      <TextInput
        label="Title"
        placeholder={of.kind === 'run' ? `Run ${of.number} · ${of.name}` : 'by the runs’ numbers'}
        value={choices.title}
        maxLength={200}
        data-autofocus
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <div className={styles.pair}>
        <NativeSelect
          label="Ends"
          value={choices.ends}
          data={ENDS}
          onChange={(event) => change({ ends: event.currentTarget.value })}
        />
        <PasswordField
          label="Password"
          description="Left empty: the link is enough"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autoComplete="new-password"
          value={password}
          error={passwordProblem}
          onChange={(event) => change({ password: event.currentTarget.value })}
        />
      </div>
      {of.kind === 'run' ? (
        <Checkbox
          label="Show the comments on it"
          description="As they are now; otherwise no comment and no author is in it"
          checked={choices.withComments}
          onChange={(event) => change({ withComments: event.currentTarget.checked })}
        />
      ) : null}
      <fieldset className={styles.group}>
        <legend>Leave out</legend>
        <Checkbox
          label="Names and addresses of hosts, wherever they stand"
          checked={choices.hide.hosts}
          onChange={(event) => hide({ hosts: event.currentTarget.checked })}
        />
        <Checkbox
          label="Machine, lab and program versions"
          checked={choices.hide.machine}
          onChange={(event) => hide({ machine: event.currentTarget.checked })}
        />
        <Checkbox
          label="Tags and version"
          checked={choices.hide.labels}
          onChange={(event) => hide({ labels: event.currentTarget.checked })}
        />
        {choices.withComments ? (
          <Checkbox
            label="Names of whoever wrote the comments"
            checked={choices.hide.authors}
            onChange={(event) => hide({ authors: event.currentTarget.checked })}
          />
        ) : null}
        <TagsInput
          label="Further words"
          description="Each becomes ‹hidden 1›, ‹hidden 2› … wherever it stands"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={choices.hide.words}
          maxTags={20}
          acceptValueOnBlur
          onChange={(words) => hide({ words })}
        />
      </fieldset>
      {of.kind === 'run' && of.baseline && of.baseline.id !== of.id ? (
        <Checkbox
          label={`Show the comparison with run ${of.baseline.number}, its baseline`}
          description="Otherwise nothing of any other run is in it"
          checked={choices.withBaseline}
          onChange={(event) => change({ withBaseline: event.currentTarget.checked })}
        />
      ) : null}
      <TagsInput
        label="Sites that may show its charts in a frame"
        description={
          password === ''
            ? 'Each as https://wiki.example.com. None: nobody may'
            : 'Not with a password: nobody could give it in a frame'
        }
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={embedOrigins}
        maxTags={10}
        disabled={password !== ''}
        acceptValueOnBlur
        error={
          wrongOrigin === undefined ? null : `“${wrongOrigin}” is no origin: scheme and host, nothing else`
        }
        onChange={(origins) => change({ embedOrigins: origins })}
      />
      <ErrorNotice error={make.error} />
      <div>
        <Button type="submit" loading={make.isPending} disabled={isWrong}>
          Make the link
        </Button>
      </div>
    </form>
  )
}
