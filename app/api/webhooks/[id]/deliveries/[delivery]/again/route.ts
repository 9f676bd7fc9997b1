import * as operations from '@/lib/core/api/subjects/webhooks'
import { sendAgain } from '@/lib/db/webhook-deliveries'
import { endpoint } from '../../../../../answers/endpoint'
import { askedWebhook, refuseWhilePaused, thereIs, webhookSubject } from '../../../../../answers/webhooks'

export const dynamic = 'force-dynamic'

export const POST = endpoint(operations.sendDeliveryAgain, async ({ params, changed }) => {
  const webhook = await askedWebhook(params.id)
  refuseWhilePaused(webhook)
  const delivery = thereIs(await sendAgain(params.id, params.delivery), 'delivery')
  changed({
    ...{ action: 'webhook.sent-again', subject: webhookSubject(webhook) },
    detail: { event: delivery.event, delivery: delivery.id },
  })
  return delivery
})
