'use client'

/** One webhook with how it stands, and all that can be done with it. */
import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { ShownOnce } from '@/components/account/shown-once'
import { count, counted } from '@/components/format/figures'
import { LocalTime } from '@/components/format/local-time'
import { AskedTwice } from '@/components/ui/asked-twice'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Badge } from '@/components/ui/state-badge'
import { retryPlans } from '@/lib/core/webhook/retry-plans'
import type { WebhookItem, WebhooksPage } from '@/lib/core/webhook/webhook'
import { WebhookForm } from './webhook-form'
import { useChangeWebhook, useDeleteWebhook, useRenewSecret, useTestWebhook } from './webhook-queries'
import styles from './webhooks.module.css'
import ui from '@/components/ui/ui.module.css'

const STATES = {
  on: { tone: 'good', sign: '✓', words: 'on' },
  paused: { tone: 'calm', sign: '■', words: 'paused' },
  gone: { tone: 'unsure', sign: '!', words: 'paused: its receiver wants no more' },
} as const

/** @param onChosen shows its deliveries; left out = they are shown */
export function WebhookRow({
  webhook,
  onChosen,
}: {
  webhook: WebhookItem
  onChosen?: (() => void) | undefined
}) {
  const [edits, setEdits] = useState(false)
  const change = useChangeWebhook(webhook.id)
  if (edits)
    return (
      <li className={styles.item}>
        <WebhookForm
          label={`Change ${webhook.name}`}
          initial={webhook}
          words="Save"
          busy={change.isPending}
          error={change.error}
          onSubmit={({ name, url, events, retries }) =>
            change.mutate({ name, url: url.trim(), events, retries }, { onSuccess: () => setEdits(false) })
          }
          onCancel={() => {
            change.reset()
            setEdits(false)
          }}
        />
      </li>
    )
  return (
    <li className={styles.item} data-chosen={onChosen ? undefined : true}>
      <WebhookWords webhook={webhook} />
      <Doings webhook={webhook} onChosen={onChosen} onEdit={() => setEdits(true)} />
    </li>
  )
}

function WebhookWords({ webhook }: { webhook: WebhookItem }) {
  const { name, url, events, retries, author, createdAt, deliveries } = webhook
  const { words, ...look } = STATES[webhook.state]
  const counts = [
    `${deliveries.delivered} delivered`,
    ...(deliveries.waiting > 0 ? [`${deliveries.waiting} waiting`] : []),
    ...(deliveries.failed > 0 ? [`${deliveries.failed} failed`] : []),
  ]
  return (
    <div className={styles.what}>
      <div className={styles.head}>
        <strong>{name}</strong>
        <Badge {...look}>{words}</Badge>
      </div>
      <code className={styles.url}>{url}</code>
      <div className={ui.secondary}>
        {events.join(', ')} · {retryPlans[retries].title}
      </div>
      <div className={ui.secondary}>
        {counts.join(', ')} · added by {author}, <LocalTime iso={createdAt} />
      </div>
    </div>
  )
}

function Doings({
  webhook: { id, name, state },
  onChosen,
  onEdit,
}: {
  webhook: WebhookItem
  onChosen: (() => void) | undefined
  onEdit: () => void
}) {
  const change = useChangeWebhook(id)
  const test = useTestWebhook(id)
  const renew = useRenewSecret(id)
  const remove = useDeleteWebhook(id)
  return (
    <>
      <Group gap={8}>
        {onChosen ? (
          <Button variant="default" size="compact-sm" aria-label={`Deliveries of ${name}`} onClick={onChosen}>
            Deliveries
          </Button>
        ) : null}
        {state === 'on' ? (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={`Send a test to ${name}`}
            loading={test.isPending}
            onClick={() => test.mutate(undefined, { onSuccess: () => onChosen?.() })}
          >
            Send a test
          </Button>
        ) : null}
        <Button variant="default" size="compact-sm" aria-label={`Change ${name}`} onClick={onEdit}>
          Change
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          aria-label={state === 'on' ? `Pause ${name}` : `Resume ${name}`}
          loading={change.isPending}
          onClick={() => change.mutate({ paused: state === 'on' })}
        >
          {state === 'on' ? 'Pause' : 'Resume'}
        </Button>
        <AskedTwice
          words="New secret"
          label={`New secret for ${name}`}
          sure="Replace it"
          sureLabel={`Replace the secret of ${name}`}
          busy={renew.isPending}
          onSure={() => renew.mutate(undefined)}
        />
        <AskedTwice
          words="Delete"
          label={`Delete ${name}`}
          sure="Delete for good"
          sureLabel={`Delete for good: ${name} with its deliveries`}
          busy={remove.isPending}
          onSure={() => remove.mutate(undefined)}
        />
      </Group>
      {renew.data ? <Secret name={name} secret={renew.data.secret} /> : null}
      <ErrorNotice error={change.error ?? test.error ?? renew.error ?? remove.error} />
    </>
  )
}

export function Secret({ name, secret }: { name: string; secret: string }) {
  return (
    <div className={styles.secret}>
      <ShownOnce
        title={`The secret of ${name}`}
        text="Its receiver knows by it that a delivery comes from here. Keep it there; it is not shown again."
        secret={secret}
      />
    </div>
  )
}

export function countedWebhooks({ total, on }: Pick<WebhooksPage, 'total' | 'on'>): string {
  return `${counted(total, 'webhook')}, ${count(on)} on`
}
