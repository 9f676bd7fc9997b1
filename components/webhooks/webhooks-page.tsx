'use client'

/** All webhooks, and what was sent to the chosen one. */
import { Button } from '@mantine/core'
import { useQueryStates } from 'nuqs'
import { useState } from 'react'
import { FurtherPages } from '@/components/shell/further-pages'
import { ErrorNotice } from '@/components/ui/error-notice'
import { PageTurner } from '@/components/ui/page-turner'
import { Panel } from '@/components/ui/panel'
import type { WebhooksPage as Webhooks } from '@/lib/core/webhook/webhook'
import { DeliveriesPanel, type FirstDeliveries } from './deliveries-panel'
import { WebhookForm } from './webhook-form'
import { countedWebhooks, Secret, WebhookRow } from './webhook-row'
import { useAddWebhook, useWebhooks } from './webhook-queries'
import { chosenOf, pagesOf, webhooksParsers } from './webhooks-address'
import styles from './webhooks.module.css'
import ui from '@/components/ui/ui.module.css'

export interface FirstWebhooks {
  webhooks: Webhooks
  /** Of the chosen one; null without any. */
  deliveries: FirstDeliveries | null
}

export function WebhooksPage({ initial }: { initial: FirstWebhooks }) {
  const [address, setAddress] = useQueryStates(webhooksParsers, { history: 'push' })
  const [adds, setAdds] = useState(false)
  const pages = pagesOf(address)
  const { data = initial.webhooks, error, isPlaceholderData } = useWebhooks(pages.webhooks, initial.webhooks)
  const { webhooks, total, limit } = data
  const add = useAddWebhook()
  const chosen = chosenOf(webhooks, address.of)
  const turn = (page: number, of: string | null = null) => void setAddress({ webhooks: page, of, page: null })
  const choose = (id: string) => void setAddress({ of: id === webhooks[0]?.id ? null : id, page: null })
  const showsForm = adds || total === 0
  return (
    <div className={ui.stack}>
      <div className={ui.pageHead}>
        <div>
          <h1>Webhooks</h1>
          <p className={ui.secondary}>
            Each tells an address of yours what happened here, by a signed POST that is tried again until it
            arrives.
          </p>
          <FurtherPages on="/webhooks" />
        </div>
        {showsForm ? null : <Button onClick={() => setAdds(true)}>Add a webhook</Button>}
      </div>
      <ErrorNotice error={error} />
      {add.data ? <Secret name={add.data.webhook.name} secret={add.data.secret} /> : null}
      {showsForm ? (
        <Panel title="New webhook">
          <WebhookForm
            label="New webhook"
            words="Add it"
            busy={add.isPending}
            error={add.error}
            onSubmit={(choices) =>
              add.mutate(
                { ...choices, url: choices.url.trim() },
                {
                  onSuccess: ({ webhook }) => {
                    setAdds(false)
                    // The newest is the last of all.
                    turn(Math.ceil((total + 1) / limit), webhook.id)
                  },
                },
              )
            }
            onCancel={total === 0 ? undefined : () => setAdds(false)}
          />
        </Panel>
      ) : null}
      {total > 0 ? (
        <Panel title="Webhooks" note={countedWebhooks(data)}>
          {webhooks.length === 0 ? (
            <p className={`${ui.secondary} ${styles.nothing}`}>There is no page {pages.webhooks}.</p>
          ) : null}
          <ul
            className={styles.list}
            aria-busy={isPlaceholderData}
            data-stale={isPlaceholderData || undefined}
          >
            {webhooks.map((webhook) => (
              <WebhookRow
                key={webhook.id}
                webhook={webhook}
                onChosen={webhook.id === chosen?.id ? undefined : () => choose(webhook.id)}
              />
            ))}
          </ul>
          <PageTurner
            of="webhooks"
            pages={Math.ceil(total / limit)}
            page={pages.webhooks}
            onTurn={(page) => turn(page)}
          />
        </Panel>
      ) : null}
      {chosen ? (
        <DeliveriesPanel
          key={chosen.id}
          webhook={chosen}
          page={pages.page}
          initial={initial.deliveries}
          onPage={(page) => void setAddress({ page })}
        />
      ) : null}
    </div>
  )
}
