import { withNext } from '@/lib/core/api/paging'
import * as operations from '@/lib/core/api/subjects/webhooks'
import { listDeliveries } from '@/lib/db/webhook-deliveries'
import { endpoint } from '../../../answers/endpoint'
import { askedWebhook } from '../../../answers/webhooks'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.listDeliveries, async ({ params: { id }, query, request }) => {
  await askedWebhook(id)
  return withNext(await listDeliveries(id, query), new URL(request.url))
})
