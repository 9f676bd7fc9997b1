/** Operations on reviews of runs: comments in threads, reviewers, decisions, the list of reviews. */
import { z } from 'zod'
import { commentSchema, commentTextSchema, threadSchema } from '../../review/comment'
import { placeSchema } from '../../review/place'
import { decisionInputSchema, reviewSchema } from '../../review/review'
import {
  REVIEW_FILTERS,
  reviewCountsSchema,
  reviewItemSchema,
  REVIEWS_PER_PAGE,
} from '../../review/review-list'
import { operation } from '../operation'
import { pageQuery, pageShape } from '../paging'
import { runParams } from './runs'

const subject = 'Reviews'

const id = z.string().max(100)
const threadParams = runParams.extend({ thread: id.meta({ description: 'Id of the thread.' }) })
const commentParams = runParams.extend({ comment: id.meta({ description: 'Id of the comment.' }) })

const asItIsNow = { 200: { description: 'The review as it is now.', schema: reviewSchema } } as const

export const readReview = operation({
  id: 'readReview',
  method: 'GET',
  path: '/api/runs/{id}/review',
  subject,
  summary: 'The review of a run: reviewers, decisions, threads',
  description:
    'With an ETag: ask again with If-None-Match, and nothing is sent until something has changed. A run that nobody has reviewed has an empty review.',
  access: 'viewer',
  params: runParams,
  answers: {
    200: { description: 'The review.', schema: reviewSchema },
    304: { description: 'It is as you have it.' },
  },
  problems: ['no-such-run'],
})

export const beginThread = operation({
  id: 'beginThread',
  method: 'POST',
  path: '/api/runs/{id}/review/threads',
  subject,
  summary: 'Comment on a run, or on a cell, a time window or a finding of it',
  access: 'editor',
  params: runParams,
  body: { schema: z.strictObject({ place: placeSchema, text: commentTextSchema }) },
  answers: { 201: { description: 'The thread that the comment has begun.', schema: threadSchema } },
  problems: ['no-such-run', 'conflict'],
  audit: ['comment.written'],
  oneTransaction: true,
  idempotent: true,
})

export const answerThread = operation({
  id: 'answerThread',
  method: 'POST',
  path: '/api/runs/{id}/review/threads/{thread}/comments',
  subject,
  summary: 'Answer in a thread',
  description: 'A thread that was resolved stays so.',
  access: 'editor',
  params: threadParams,
  body: { schema: z.strictObject({ text: commentTextSchema }) },
  answers: { 201: { description: 'The comment.', schema: commentSchema } },
  problems: ['no-such-run', 'not-found', 'conflict'],
  audit: ['comment.written'],
  oneTransaction: true,
  idempotent: true,
})

export const editComment = operation({
  id: 'editComment',
  method: 'PATCH',
  path: '/api/runs/{id}/review/comments/{comment}',
  subject,
  summary: 'Change the text of a comment of yours',
  access: 'editor',
  params: commentParams,
  body: { schema: z.strictObject({ text: commentTextSchema }) },
  answers: { 200: { description: 'As it is now.', schema: commentSchema } },
  problems: ['no-such-run', 'not-found'],
  audit: ['comment.edited'],
  oneTransaction: true,
})

export const deleteComment = operation({
  id: 'deleteComment',
  method: 'DELETE',
  path: '/api/runs/{id}/review/comments/{comment}',
  subject,
  summary: 'Delete a comment: its author may, and an administrator',
  description:
    'Its text is gone for good, also from answers that are kept for an Idempotency-Key. Its place stays while others stand in its thread; a thread of deleted comments goes.',
  access: 'editor',
  params: commentParams,
  answers: { 204: { description: 'It is gone.' } },
  problems: ['no-such-run', 'not-found'],
  audit: ['comment.deleted'],
  oneTransaction: true,
})

export const resolveThread = operation({
  id: 'resolveThread',
  method: 'PUT',
  path: '/api/runs/{id}/review/threads/{thread}/resolution',
  subject,
  summary: 'Say that a thread is settled, or open it again',
  access: 'editor',
  params: threadParams,
  body: { schema: z.strictObject({ resolved: z.boolean() }) },
  answers: { 200: { description: 'As it is now.', schema: threadSchema } },
  problems: ['no-such-run', 'not-found'],
  audit: ['comment.resolved', 'comment.reopened'],
  oneTransaction: true,
})

export const askReviewers = operation({
  id: 'askReviewers',
  method: 'PUT',
  path: '/api/runs/{id}/review/reviewers',
  subject,
  summary: 'Ask people to review a run',
  description:
    'Whoever was asked before stays so. Somebody whose decision was made on an earlier content is asked anew. Takes accounts: where nobody signs in, there is nobody else to ask.',
  access: 'editor',
  params: runParams,
  body: {
    schema: z.strictObject({
      accounts: z.array(id).min(1).max(20).meta({ description: 'Ids of accounts that may decide.' }),
    }),
  },
  answers: asItIsNow,
  problems: ['no-such-run', 'not-found', 'conflict'],
  audit: ['review.asked'],
  oneTransaction: true,
})

export const withdrawReviewer = operation({
  id: 'withdrawReviewer',
  method: 'DELETE',
  path: '/api/runs/{id}/review/reviewers/{account}',
  subject,
  summary: 'Ask somebody no more',
  description: 'What they have decided stays.',
  access: 'editor',
  params: runParams.extend({ account: id.meta({ description: 'Id of the account.' }) }),
  answers: asItIsNow,
  problems: ['no-such-run', 'not-found'],
  audit: ['review.withdrawn'],
  oneTransaction: true,
})

export const decideReview = operation({
  id: 'decideReview',
  method: 'PUT',
  path: '/api/runs/{id}/review/decision',
  subject,
  summary: 'Approve a run, or request changes',
  description:
    'Takes the content that you have seen, by its hash: a decision on anything else is refused. A request for changes says what has to change, in its note. In place of the decision that you made before, if any. It counts until the run is taken up again.',
  access: 'editor',
  notByToken: 'Decisions are made by people who have signed in, not by tokens.',
  params: runParams,
  body: {
    schema: decisionInputSchema,
  },
  answers: asItIsNow,
  problems: ['no-such-run', 'run-not-ended', 'content-changed'],
  audit: ['review.approved', 'review.changes-requested'],
  oneTransaction: true,
})

export const listReviewers = operation({
  id: 'listReviewers',
  method: 'GET',
  path: '/api/reviews/people',
  subject,
  summary: 'Who may be asked to review a run',
  description:
    'Whoever may decide: editors and administrators, by name, without pages: one of them is chosen. Nobody where nobody signs in.',
  access: 'editor',
  answers: {
    200: {
      description: 'People, without their mail addresses.',
      schema: z.object({
        accounts: z.boolean().meta({ description: 'False = nobody signs in here.' }),
        people: z.array(z.object({ id: z.string(), name: z.string(), you: z.boolean() })),
      }),
    },
  },
})

export const listReviews = operation({
  id: 'listReviews',
  method: 'GET',
  path: '/api/reviews',
  subject,
  summary: 'Reviews of runs: those that wait for you first, then the oldest',
  access: 'viewer',
  query: z.object({
    state: z
      .enum(REVIEW_FILTERS)
      .default('open')
      .meta({ description: 'all = also those of which only resolved comments are left.' }),
    mine: z
      .enum(['true', 'false'])
      .default('false')
      .transform((text) => text === 'true')
      .meta({ description: 'Only those that wait for you.' }),
    ...pageQuery({ usual: REVIEWS_PER_PAGE, most: 200 }),
  }),
  answers: {
    200: {
      description: 'A page of reviews.',
      schema: z.object({ reviews: z.array(reviewItemSchema), counts: reviewCountsSchema, ...pageShape }),
    },
  },
})
