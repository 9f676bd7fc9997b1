import * as operations from '@/lib/core/api/subjects/reviews'
import { readerOf } from '@/lib/core/review/reader'
import { deleteComment, editComment } from '@/lib/db/review-comments'
import { endpoint } from '@/app/api/answers/endpoint'
import { notThere } from '@/app/api/answers/own-account'
import { notYours } from '@/app/api/answers/reviewed'
import { changedRun } from '@/app/api/answers/subjects'

export const dynamic = 'force-dynamic'

export const PATCH = endpoint(operations.editComment, async ({ params, body, who, changed }) => {
  const { id: runId, comment: commentId } = params
  const subject = await changedRun(runId)
  const comment = await editComment({ runId, commentId }, body.text, readerOf(who))
  if (comment === null) throw notThere('comment')
  if (comment === 'not-yours') throw notYours('edit')
  changed({ action: 'comment.edited', subject, detail: { comment: commentId } })
  return comment
})

export const DELETE = endpoint(operations.deleteComment, async ({ params, who, changed }) => {
  const { id: runId, comment: commentId } = params
  const subject = await changedRun(runId)
  const deleted = await deleteComment({ runId, commentId }, readerOf(who))
  if (deleted === null) throw notThere('comment')
  if (deleted === 'not-yours') throw notYours('delete')
  changed({
    ...{ action: 'comment.deleted', subject },
    detail: { comment: commentId, writtenBy: deleted.author },
  })
  return new Response(null, { status: 204 })
})
