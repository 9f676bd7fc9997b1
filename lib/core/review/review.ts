/** The review of a run: who was asked, what each decided on which content, what was said. */
import { z } from 'zod'
import { threadSchema } from './comment'
import { isSeen } from '../words/signs'
import { writtenSchema } from './written'

export const VERDICTS = ['approve', 'request-changes'] as const
export type ReviewVerdict = (typeof VERDICTS)[number]

/** none: nobody was asked, nothing is open. open: somebody has still to decide, or a thread is open and nobody has decided. */
export const REVIEW_STATES = ['none', 'open', 'changes-requested', 'approved'] as const
export type ReviewState = (typeof REVIEW_STATES)[number]

/** may: an editor or administrator. viewer, gone: what they have decided counts no longer, and nobody waits for them. */
const DECIDING = ['may', 'viewer', 'gone'] as const
export type Deciding = (typeof DECIDING)[number]

export const LONGEST_NOTE = 2_000

const instant = z.iso.datetime()

export const contentHashSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'a content is named by 64 hexadecimal digits')
  .meta({ description: 'SHA-256 over spec and all that was measured, in hexadecimal digits.' })

/** What somebody sends to decide. */
export const decisionInputSchema = z
  .strictObject({
    verdict: z.enum(VERDICTS),
    note: writtenSchema
      .max(LONGEST_NOTE)
      .default('')
      .meta({ description: 'Why, in a few words. Changes are not requested without one.' }),
    contentHash: contentHashSchema,
  })
  .refine(({ verdict, note }) => verdict !== 'request-changes' || isSeen(note), {
    ...{ path: ['note'], message: 'say what has to change: nobody can act on a request without it' },
  })

const reviewDecisionSchema = z.object({
  verdict: z.enum(VERDICTS),
  note: z.string().nullable(),
  at: instant,
  contentHash: contentHashSchema,
  current: z.boolean().meta({ description: 'False = made on an earlier content: it does not count.' }),
})

export const reviewerSchema = z
  .object({
    accountId: z.string().nullable().meta({ description: 'Null = the only person there was.' }),
    name: z.string(),
    you: z.boolean(),
    deciding: z.enum(DECIDING).meta({
      description:
        'Whether the decision counts, and one is awaited: viewer = may not decide any more, gone = has no account any more.',
    }),
    askedAt: instant.nullable().meta({ description: 'Null = has decided without having been asked.' }),
    askedBy: z.string().nullable(),
    decision: reviewDecisionSchema.nullable(),
  })
  .meta({ id: 'Reviewer' })
export type ReviewerState = z.output<typeof reviewerSchema>

export const baselineBasisSchema = z.object({
  approvedBy: z.array(z.string()).meta({ description: 'Whose approval it rested on when it was marked.' }),
  contentHash: contentHashSchema,
})
export type BaselineBasis = z.output<typeof baselineBasisSchema>

export const reviewSchema = z
  .object({
    contentHash: contentHashSchema
      .nullable()
      .meta({ description: 'Of the run as it is now; null before it has ended, when nobody can decide.' }),
    madeBy: z
      .object({ name: z.string(), you: z.boolean() })
      .nullable()
      .meta({ description: 'Who queued the run; null = the audit log does not say.' }),
    reviewers: z.array(reviewerSchema).meta({ description: 'Those who were asked first, in that order.' }),
    state: z.enum(REVIEW_STATES),
    threads: z.array(threadSchema).meta({ description: 'Oldest first.' }),
    openThreads: z.int(),
    baseline: z
      .object({
        since: instant,
        basis: baselineBasisSchema.nullable().meta({ description: 'Null = it was marked without a review.' }),
      })
      .nullable()
      .meta({ description: 'Null = the run is not the baseline of its name.' }),
    version: z.int().meta({ description: 'Grows with every change of the review.' }),
  })
  .meta({ id: 'Review' })
export type Review = z.output<typeof reviewSchema>

/** A reviewer as far as the state of a review hangs on one. */
export type Standing = Pick<ReviewerState, 'askedAt' | 'deciding'> & {
  decision: { verdict: ReviewVerdict; current: boolean } | null
}

/** What the decisions come to. Those that were made on an earlier content, or by who may not decide now, do not count. */
export function reviewState(reviewers: readonly Standing[], openThreads: number): ReviewState {
  const counted = reviewers.flatMap((one) =>
    one.decision && decisionCounts(one) ? [one.decision.verdict] : [],
  )
  if (counted.includes('request-changes')) return 'changes-requested'
  if (reviewers.some(isAwaited)) return 'open'
  if (counted.length > 0) return 'approved'
  return reviewers.length > 0 || openThreads > 0 ? 'open' : 'none'
}

/** Whether somebody has decided on the present content, and may still decide. */
export function decisionCounts({ deciding, decision }: Standing): boolean {
  return decision !== null && decision.current && deciding === 'may'
}

/** Whether somebody was asked, and may decide, and has not decided on the present content. */
export function isAwaited({ askedAt, deciding, decision }: Standing): boolean {
  return askedAt !== null && deciding === 'may' && !decision?.current
}

/** Who has approved the present content. */
export function approvers(reviewers: readonly ReviewerState[]): ReviewerState[] {
  return reviewers.filter((one) => decisionCounts(one) && one.decision?.verdict === 'approve')
}
