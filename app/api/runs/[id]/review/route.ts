import * as operations from '@/lib/core/api/subjects/reviews'
import { readerOf } from '@/lib/core/review/reader'
import { readReviewStamp } from '@/lib/db/read-review'
import { endpoint } from '../../../answers/endpoint'
import { noSuchRun } from '../../../answers/problem'
import { reviewNow } from '../../../answers/reviewed'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.readReview, async ({ params: { id }, who, request }) => {
  // Before the review is read: what changes in between comes with the next question.
  const stamp = await readReviewStamp(id, readerOf(who))
  if (stamp === null) throw noSuchRun()
  const etag = `"${stamp}"`
  const headers = { etag, 'cache-control': 'private, no-cache', vary: 'cookie, authorization' }
  const known = request.headers.get('if-none-match')?.split(',') ?? []
  if (known.some((one) => one.trim().replace(/^W\//, '') === etag))
    return new Response(null, { status: 304, headers })
  return Response.json(await reviewNow(id, who), { headers })
})
