import * as operations from '@/lib/core/api/subjects/reviews'
import { resolveThread } from '@/lib/db/review-comments'
import { endpoint } from '@/app/api/answers/endpoint'
import { notThere } from '@/app/api/answers/own-account'
import { writerOf } from '@/app/api/answers/reviewed'
import { changedRun } from '@/app/api/answers/subjects'

export const dynamic = 'force-dynamic'

export const PUT = endpoint(operations.resolveThread, async ({ params, body, who, changed }) => {
  const { id: runId, thread: threadId } = params
  const subject = await changedRun(runId)
  const done = await resolveThread({ runId, threadId }, body.resolved, writerOf(who))
  if (!done) throw notThere('thread')
  if (done.isChanged)
    changed({
      ...{ action: body.resolved ? 'comment.resolved' : 'comment.reopened', subject },
      detail: { thread: threadId },
    })
  return done.thread
})
