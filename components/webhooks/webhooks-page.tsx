'use client'

/** All webhooks, and what was sent to the chosen one. */
import { Button } from '@mantine/core'
import { useQueryStates } from 'nuqs'
import { useState } from 'react'
import { FurtherPages } from '@/components/shell/further-pages'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Panel } from '@/components/ui/panel'
import type { WebhookItem } from '@/lib/core/webhook/webhook'
import { DeliveriesPanel, type FirstDeliveries } from './deliveries-panel'
import { WebhookForm } from './webhook-form'
import { countedWebhooks, Secret, WebhookRow } from './webhook-row'
import { useAddWebhook, useWebhooks } from './webhook-queries'
import { chosenOf, pageOf, webhooksParsers } from './webhooks-address'
import styles from './webhooks.module.css'
import ui from '@/components/ui/ui.module.css'

export interface FirstWebhooks {
  webhooks: WebhookItem[]
  /** Of the chosen one; null without any. */
  deliveries: FirstDeliveries | null
}

export function WebhooksPage({ initial }: { initial: FirstWebhooks }) {
  const [address, setAddress] = useQueryStates(webhooksParsers, { history: 'push' })
  const [adds, setAdds] = useState(false)
  const { data: webhooks, error } = useWebhooks(initial.webhooks)
  const add = useAddWebhook()
  const chosen = chosenOf(webhooks, address.of)
  const choose = (id: string) => void setAddress({ of: id === webhooks[0]?.id ? null : id, page: null })
  const showsForm = adds || webhooks.length === 0
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
                    choose(webhook.id)
                  },
                },
              )
            }
            onCancel={webhooks.length === 0 ? undefined : () => setAdds(false)}
          />
        </Panel>
      ) : null}
      {webhooks.length > 0 ? (
        <Panel title="Webhooks" note={countedWebhooks(webhooks)}>
          <ul className={styles.list}>
            {webhooks.map((webhook) => (
              <WebhookRow
                key={webhook.id}
                webhook={webhook}
                onChosen={webhook.id === chosen?.id ? undefined : () => choose(webhook.id)}
              />
            ))}
          </ul>
        </Panel>
      ) : null}
      {chosen ? (
        <DeliveriesPanel
          key={chosen.id}
          webhook={chosen}
          page={pageOf(address)}
          initial={initial.deliveries}
          onPage={(page) => void setAddress({ page })}
        />
      ) : null}
    </div>
  )
}
