'use client'

/** What is chosen of a webhook: name, address, events, retries. For a new one, and to change one. */
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ErrorNotice } from '@/components/ui/error-notice'
import { WEBHOOK_EVENTS, webhookEvents, type WebhookEventName } from '@/lib/core/webhook/events'
import {
  DEFAULT_RETRY_PLAN,
  RETRY_PLANS,
  retryPlans,
  type RetryPlanName,
} from '@/lib/core/webhook/retry-plans'
import { webhookUrlSchema } from '@/lib/core/webhook/webhook'
import styles from './webhooks.module.css'

export interface Choices {
  name: string
  url: string
  events: WebhookEventName[]
  retries: RetryPlanName
}

const EMPTY: Choices = { name: '', url: '', events: [...WEBHOOK_EVENTS], retries: DEFAULT_RETRY_PLAN }

export function WebhookForm({
  label,
  initial = EMPTY,
  words,
  busy,
  error,
  onSubmit,
  onCancel,
}: {
  /** For those who hear only the form’s name. */
  label: string
  initial?: Choices
  /** On the button. */
  words: string
  busy: boolean
  error: Error | null
  onSubmit: (choices: Choices) => void
  /** Left out = there is no way back. */
  onCancel?: (() => void) | undefined
}) {
  const [choices, setChoices] = useState(initial)
  const [isAsked, setIsAsked] = useState(false)
  const change = (part: Partial<Choices>) => setChoices((old) => ({ ...old, ...part }))
  const { name, url, events, retries } = choices
  const problems = problemsOf(choices)
  const shown = (problem: string | null) => (isAsked ? problem : null)
  return (
    <form
      className={styles.form}
      aria-label={label}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setIsAsked(true)
        if (Object.values(problems).every((problem) => problem === null)) onSubmit(choices)
      }}
    >
      <div className={styles.pair}>
        <TextInput
          label="Name"
          placeholder="team chat"
          maxLength={80}
          autoComplete="off"
          value={name}
          error={shown(problems.name)}
          onChange={({ currentTarget }) => change({ name: currentTarget.value })}
        />
        <TextInput
          className={styles.wide ?? ''}
          label="Address"
          placeholder="https://hooks.example.com/retryscope"
          type="url"
          maxLength={2_000}
          autoComplete="off"
          spellCheck={false}
          value={url}
          error={shown(problems.url)}
          onChange={({ currentTarget }) => change({ url: currentTarget.value })}
        />
      </div>
      <Checkbox.Group
        label="Tell it when"
        value={events}
        error={shown(problems.events)}
        onChange={(chosen) => change({ events: chosen as WebhookEventName[] })}
      >
        <div className={styles.events}>
          {WEBHOOK_EVENTS.map((event) => (
            <Checkbox key={event} value={event} label={webhookEvents[event]} description={event} />
          ))}
        </div>
      </Checkbox.Group>
      <NativeSelect
        className={styles.retries ?? ''}
        label="Retries"
        description="By strategies of Retryscope, until one attempt is answered with a status from 200 to 299"
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={RETRY_PLANS.map((plan) => ({ value: plan, label: retryPlans[plan].title }))}
        value={retries}
        onChange={({ currentTarget }) => change({ retries: currentTarget.value as RetryPlanName })}
      />
      <ErrorNotice error={error} />
      <div className={styles.buttons}>
        <Button type="submit" loading={busy}>
          {words}
        </Button>
        {onCancel ? (
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
        ) : null}
      </div>
    </form>
  )
}

function problemsOf({ name, url, events }: Choices): Record<'name' | 'url' | 'events', string | null> {
  return {
    name: name.trim() === '' ? 'a name, for lists' : null,
    url: webhookUrlSchema.safeParse(url.trim()).error?.issues[0]?.message ?? null,
    events: events.length === 0 ? 'choose one event at least' : null,
  }
}
