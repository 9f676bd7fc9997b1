import { withNext } from '@/lib/core/api/paging'
import * as operations from '@/lib/core/api/subjects/reviews'
import { readerOf } from '@/lib/core/review/reader'
import { listReviews } from '@/lib/db/list-reviews'
import { endpoint } from '../answers/endpoint'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.listReviews, async ({ query, who, request }) =>
  withNext(await listReviews(query, readerOf(who)), new URL(request.url)),
)
