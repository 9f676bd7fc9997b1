import { authorOf } from '@/lib/core/access/access'
import * as operations from '@/lib/core/api/subjects/reviews'
import { askReviewers } from '@/lib/db/review-decisions'
import { notify } from '@/lib/db/webhook-outbox'
import { endpoint } from '../../../../answers/endpoint'
import { withAccounts } from '../../../../answers/own-account'
import { Refusal } from '../../../../answers/problem'
import { reviewNow } from '../../../../answers/reviewed'
import { changedRun } from '../../../../answers/subjects'

export const dynamic = 'force-dynamic'

export const PUT = endpoint(operations.askReviewers, async ({ params: { id }, body, who, changed }) => {
  withAccounts(who)
  const subject = await changedRun(id)
  const result = await askReviewers(id, body.accounts, authorOf(who))
  if ('unknown' in result)
    throw new Refusal(
      'not-found',
      `Nobody was asked: ${result.unknown} is no account that may decide. Viewers may not; an administrator gives them another role.`,
    )
  if (result.asked.length > 0) {
    changed({ action: 'review.asked', subject, detail: { asked: result.asked } })
    const askedBy = authorOf(who).name
    await notify({ type: 'review.asked', runId: id, askedBy, reviewers: result.asked })
  }
  return reviewNow(id, who)
})
