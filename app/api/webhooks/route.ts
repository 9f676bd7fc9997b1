import { authorOf } from '@/lib/core/access/access'
import { withNext } from '@/lib/core/api/paging'
import * as operations from '@/lib/core/api/subjects/webhooks'
import { createWebhook, listWebhooks } from '@/lib/db/webhooks'
import { newWebhookSecret } from '@/lib/webhooks/signature'
import { endpoint } from '../answers/endpoint'
import { refuseHiddenAddress, webhookSubject } from '../answers/webhooks'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.listWebhooks, async ({ query, request }) =>
  withNext(await listWebhooks(query), new URL(request.url)),
)

export const POST = endpoint(operations.createWebhook, async ({ body, who, changed }) => {
  await refuseHiddenAddress(body.url)
  const secret = newWebhookSecret()
  const webhook = await createWebhook(body, { secret, author: authorOf(who) })
  changed({
    ...{ action: 'webhook.created', subject: webhookSubject(webhook) },
    detail: { events: webhook.events },
  })
  return { webhook, secret }
})
