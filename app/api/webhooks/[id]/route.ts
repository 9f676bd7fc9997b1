import * as operations from '@/lib/core/api/subjects/webhooks'
import { receiverOf } from '@/lib/core/webhook/webhook'
import { changeWebhook, deleteWebhook } from '@/lib/db/webhooks'
import { endpoint } from '../../answers/endpoint'
import { askedWebhook, refuseHiddenAddress, thereIs, webhookSubject } from '../../answers/webhooks'

export const dynamic = 'force-dynamic'

export const PATCH = endpoint(operations.changeWebhook, async ({ params: { id }, body, changed }) => {
  await askedWebhook(id)
  if (body.url !== undefined) await refuseHiddenAddress(body.url)
  const webhook = thereIs(await changeWebhook(id, body), 'webhook')
  const { url, paused, ...told } = body
  if (Object.keys(body).length === 0) return webhook
  changed({
    ...{ action: 'webhook.changed', subject: webhookSubject(webhook) },
    detail: {
      ...told,
      ...(url !== undefined && { address: receiverOf(url) }),
      ...(paused !== undefined && { paused }),
    },
  })
  return webhook
})

export const DELETE = endpoint(operations.deleteWebhook, async ({ params: { id }, changed }) => {
  const webhook = await askedWebhook(id)
  await deleteWebhook(id)
  changed({ action: 'webhook.deleted', subject: webhookSubject(webhook) })
  return new Response(null, { status: 204 })
})
