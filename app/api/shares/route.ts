import { withNext } from '@/lib/core/api/paging'
import * as operations from '@/lib/core/api/subjects/shares'
import { listShares } from '@/lib/db/shares'
import { storeViewsIfPossible } from '@/lib/sharing/view-counter'
import { endpoint } from '../answers/endpoint'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.listShares, async ({ query, request }) => {
  await storeViewsIfPossible()
  return withNext(await listShares(null, query), new URL(request.url))
})
