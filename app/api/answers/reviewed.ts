/** What the routes of reviews have in common. */
import { authorOf, type Who } from '@/lib/core/access/access'
import { MOST_COMMENTS } from '@/lib/core/review/comment'
import { readerOf } from '@/lib/core/review/reader'
import type { Review } from '@/lib/core/review/review'
import { readReview } from '@/lib/db/read-review'
import type { Writer } from '@/lib/db/review-comments'
import { noSuchRun, Refusal } from './problem'

/** The review as whoever asks sees it now. */
export async function reviewNow(runId: string, who: Who): Promise<Review> {
  const review = await readReview(runId, readerOf(who))
  if (!review) throw noSuchRun()
  return review
}

export function writerOf(who: Who): Writer {
  return { author: authorOf(who), reader: readerOf(who) }
}

export function tooManyComments(): Refusal {
  return new Refusal(
    'conflict',
    `This run has ${MOST_COMMENTS.toLocaleString('en-US')} comments, and no more fit. Write a summary elsewhere and link it from one of them.`,
  )
}

export function notYours(what: 'edit' | 'delete'): Refusal {
  const who =
    what === 'edit'
      ? 'Only its author edits a comment; no role allows it to others'
      : 'Its author deletes a comment, or an administrator'
  return new Refusal('not-allowed', `${who}. Answer it instead, or resolve its thread.`)
}
