import { authorOf } from '@/lib/core/access/access'
import * as operations from '@/lib/core/api/subjects/reviews'
import { decideReview } from '@/lib/db/review-decisions'
import { endpoint } from '../../../../answers/endpoint'
import { noSuchRun, Refusal } from '../../../../answers/problem'
import { reviewNow } from '../../../../answers/reviewed'
import { changedRun } from '../../../../answers/subjects'

export const dynamic = 'force-dynamic'

export const PUT = endpoint(operations.decideReview, async ({ params: { id }, body, who, changed }) => {
  const subject = await changedRun(id)
  switch (await decideReview(id, body, authorOf(who))) {
    case 'no-such-run':
      throw noSuchRun()
    case 'not-ended':
      throw new Refusal('run-not-ended', 'Nothing was decided: wait for its end, or cancel it first.')
    case 'content-changed':
      throw new Refusal(
        'content-changed',
        'Nothing was decided: the run was taken up again since you opened it, and has other results now. Look at them, then decide.',
      )
    case 'decided':
  }
  changed({
    ...{ action: body.verdict === 'approve' ? 'review.approved' : 'review.changes-requested', subject },
    detail: { contentHash: body.contentHash, note: body.note },
  })
  return reviewNow(id, who)
})
