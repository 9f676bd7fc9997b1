import * as operations from '@/lib/core/api/subjects/reviews'
import { isOwn, readerOf } from '@/lib/core/review/reader'
import { listAskable } from '@/lib/db/review-decisions'
import { endpoint } from '../../answers/endpoint'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.listReviewers, async ({ who }) => {
  // Accounts that were made once are no use where nobody signs in now.
  if (who.kind === 'solo') return { accounts: false, people: [] }
  const reader = readerOf(who)
  const people = await listAskable()
  return { accounts: true, people: people.map((one) => ({ ...one, you: isOwn(reader, one.id) })) }
})
