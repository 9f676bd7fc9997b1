'use client'

/** One delivery with each attempt. */
import { Anchor, Button } from '@mantine/core'
import Link from 'next/link'
import { counted } from '@/components/format/figures'
import { duration } from '@/components/format/duration'
import { LocalTime } from '@/components/format/local-time'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Badge } from '@/components/ui/state-badge'
import type { DeliveryItem, WebhookItem, WebhookTry } from '@/lib/core/webhook/webhook'
import { tryWords } from './try-words'
import { useSendAgain } from './webhook-queries'
import styles from './webhooks.module.css'
import ui from '@/components/ui/ui.module.css'

const STATES = {
  waiting: { tone: 'accent', sign: '○' },
  delivered: { tone: 'good', sign: '✓' },
  failed: { tone: 'bad', sign: '✕' },
} as const

export function DeliveryRow({ webhook, delivery }: { webhook: WebhookItem; delivery: DeliveryItem }) {
  const { id, event, run, state, createdAt, attempts } = delivery
  const again = useSendAgain(webhook.id)
  const last = attempts.at(-1)
  return (
    <li className={styles.item}>
      <div className={styles.what}>
        <div className={styles.head}>
          <strong>{event}</strong>
          <Badge {...STATES[state]}>{state}</Badge>
          {run ? (
            <Anchor component={Link} href={`/runs/${run.id}`} prefetch={false} fz={13} underline="always">
              Run {run.number} · {run.name}
            </Anchor>
          ) : null}
        </div>
        <div className={ui.secondary}>
          <LocalTime iso={createdAt} /> · <Outlook webhook={webhook} delivery={delivery} />
        </div>
        {last ? (
          <details className={styles.attempts}>
            <summary>
              {counted(attempts.length, 'attempt')}
              {attempts.length === 1 ? ': ' : ', the last one '}
              {tryWords(last)}
            </summary>
            <Attempts attempts={attempts} />
            <p className={ui.secondary}>
              webhook-id: <code>{id}</code>
            </p>
          </details>
        ) : null}
      </div>
      {webhook.state === 'on' ? (
        <Button
          variant="default"
          size="compact-sm"
          loading={again.isPending}
          onClick={() => again.mutate(id)}
        >
          {state === 'waiting' ? 'Send now' : 'Send again'}
          <span className={ui.unseen}>
            : {event}
            {run ? ` of run ${run.number}` : ''}
          </span>
        </Button>
      ) : null}
      <ErrorNotice error={again.error} />
    </li>
  )
}

/** What comes next, or that nothing does. */
function Outlook({ webhook, delivery }: { webhook: WebhookItem; delivery: DeliveryItem }) {
  const { state, dueAt, attempts } = delivery
  if (state === 'delivered')
    return <>arrived with {attempts.length === 1 ? 'the first attempt' : `attempt ${attempts.length}`}</>
  if (state === 'failed' || dueAt === null) return <>no further attempt</>
  if (webhook.state !== 'on') return <>waits until the webhook is resumed</>
  const isDue = new Date(dueAt) <= new Date()
  return isDue ? (
    <>due now</>
  ) : (
    <>
      next attempt <LocalTime iso={dueAt} />
    </>
  )
}

function Attempts({ attempts }: { attempts: readonly WebhookTry[] }) {
  return (
    <ol className={styles.tries}>
      {attempts.map(({ number, startedAt, durationMs, said, ...attempt }) => (
        <li key={number} value={number}>
          <LocalTime iso={startedAt} /> · {tryWords(attempt)} after {duration(durationMs)}
          {attempt.round > 1 ? ` · round ${attempt.round}` : ''}
          {said ? <code className={styles.said}>{said}</code> : null}
        </li>
      ))}
    </ol>
  )
}
