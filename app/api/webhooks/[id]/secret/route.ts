import * as operations from '@/lib/core/api/subjects/webhooks'
import { changeWebhook } from '@/lib/db/webhooks'
import { newWebhookSecret } from '@/lib/webhooks/signature'
import { endpoint } from '../../../answers/endpoint'
import { thereIs, webhookSubject } from '../../../answers/webhooks'

export const dynamic = 'force-dynamic'

export const POST = endpoint(operations.renewWebhookSecret, async ({ params: { id }, changed }) => {
  const secret = newWebhookSecret()
  const webhook = thereIs(await changeWebhook(id, { secret }), 'webhook')
  changed({ action: 'webhook.secret', subject: webhookSubject(webhook) })
  return { webhook, secret }
})
