'use client'

/** What was sent to a webhook, newest first, by page. */
import { Skeleton } from '@mantine/core'
import { counted } from '@/components/format/figures'
import { ErrorNotice } from '@/components/ui/error-notice'
import { PageTurner } from '@/components/ui/page-turner'
import { Panel } from '@/components/ui/panel'
import type { DeliveryPage, WebhookItem } from '@/lib/core/webhook/webhook'
import { DeliveryRow } from './delivery-row'
import { useDeliveries } from './webhook-queries'
import styles from './webhooks.module.css'
import ui from '@/components/ui/ui.module.css'

export interface FirstDeliveries {
  id: string
  answer: DeliveryPage
}

export function DeliveriesPanel({
  webhook,
  page,
  initial,
  onPage,
}: {
  webhook: WebhookItem
  page: number
  initial: FirstDeliveries | null
  onPage: (page: number) => void
}) {
  const { data, error, isPlaceholderData } = useDeliveries(webhook.id, page, initial)
  const pages = data ? Math.ceil(data.total / data.limit) : 0
  return (
    <Panel
      title={`Deliveries of ${webhook.name}`}
      note={
        <span role="status">
          {data ? `${counted(data.total, 'delivery', 'deliveries')}, newest first` : ''}
        </span>
      }
    >
      <ErrorNotice error={error} />
      {!data && !error ? <Waiting /> : null}
      {data?.deliveries.length === 0 ? (
        <p className={`${ui.secondary} ${styles.nothing}`}>
          {data.total > 0
            ? `There is no page ${page}.`
            : 'Nothing was sent yet. “Send a test” shows whether its receiver answers.'}
        </p>
      ) : null}
      <ul className={styles.list} aria-busy={isPlaceholderData} data-stale={isPlaceholderData || undefined}>
        {data?.deliveries.map((delivery) => (
          <DeliveryRow key={delivery.id} webhook={webhook} delivery={delivery} />
        ))}
      </ul>
      <PageTurner of="deliveries" pages={pages} page={page} onTurn={onPage} />
    </Panel>
  )
}

/** As high as the rows will be. */
function Waiting() {
  return (
    <ul className={styles.list} aria-busy="true">
      {[0, 1, 2].map((row) => (
        <li key={row} className={styles.item}>
          <Skeleton h={66} />
        </li>
      ))}
    </ul>
  )
}
