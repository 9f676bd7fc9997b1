import * as operations from '@/lib/core/api/subjects/reviews'
import { answerThread } from '@/lib/db/review-comments'
import { endpoint } from '@/app/api/answers/endpoint'
import { notThere } from '@/app/api/answers/own-account'
import { tooManyComments, writerOf } from '@/app/api/answers/reviewed'
import { changedRun } from '@/app/api/answers/subjects'

export const dynamic = 'force-dynamic'

export const POST = endpoint(operations.answerThread, async ({ params, body, who, changed }) => {
  const { id: runId, thread: threadId } = params
  const subject = await changedRun(runId)
  const comment = await answerThread({ runId, threadId }, body.text, writerOf(who))
  if (comment === null) throw notThere('thread')
  if (comment === 'full') throw tooManyComments()
  changed({ action: 'comment.written', subject, detail: { thread: threadId } })
  return comment
})
