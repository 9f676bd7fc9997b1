import * as operations from '@/lib/core/api/subjects/webhooks'
import { queueTest } from '@/lib/db/webhook-deliveries'
import { endpoint } from '../../../answers/endpoint'
import { askedWebhook, refuseWhilePaused, webhookSubject } from '../../../answers/webhooks'

export const dynamic = 'force-dynamic'

export const POST = endpoint(operations.testWebhook, async ({ params: { id }, changed }) => {
  const webhook = await askedWebhook(id)
  refuseWhilePaused(webhook)
  changed({ action: 'webhook.tested', subject: webhookSubject(webhook) })
  return queueTest(webhook)
})
