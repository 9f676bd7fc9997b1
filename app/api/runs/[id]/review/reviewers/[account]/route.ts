import * as operations from '@/lib/core/api/subjects/reviews'
import { withdrawReviewer } from '@/lib/db/review-decisions'
import { endpoint } from '@/app/api/answers/endpoint'
import { notThere } from '@/app/api/answers/own-account'
import { reviewNow } from '@/app/api/answers/reviewed'
import { changedRun } from '@/app/api/answers/subjects'

export const dynamic = 'force-dynamic'

export const DELETE = endpoint(operations.withdrawReviewer, async ({ params, who, changed }) => {
  const subject = await changedRun(params.id)
  const name = await withdrawReviewer(params.id, params.account)
  if (name === null) throw notThere('reviewer of this run')
  changed({ action: 'review.withdrawn', subject, detail: { asked: [name] } })
  return reviewNow(params.id, who)
})
