/** Reviews of all runs, as a list shows them. */
import { z } from 'zod'
import { RUN_STATUSES } from '../summary/report'
import { REVIEW_STATES, reviewerSchema } from './review'

/** What a list may be narrowed to. */
export const REVIEW_FILTERS = ['open', 'changes-requested', 'approved', 'all'] as const
export type ReviewFilter = (typeof REVIEW_FILTERS)[number]

export const REVIEWS_PER_PAGE = 25

const instant = z.iso.datetime()

export const reviewItemSchema = z
  .object({
    run: z.object({
      id: z.string(),
      number: z.int(),
      name: z.string(),
      status: z.enum(RUN_STATUSES),
      verdict: z.enum(['pass', 'fail', 'inconclusive']).nullable(),
      quality: z
        .enum(['good', 'suspect'])
        .nullable()
        .meta({ description: 'Whether its figures may be believed; null before it has ended.' }),
    }),
    madeBy: z.string().nullable().meta({ description: 'Who queued the run.' }),
    state: z.enum(REVIEW_STATES),
    waitsForYou: z.boolean().meta({ description: 'Whoever asks was asked, and has not decided on it yet.' }),
    reviewers: z.array(reviewerSchema),
    comments: z.int(),
    openThreads: z.int(),
    since: instant.meta({ description: 'When somebody first asked, commented or decided.' }),
    changedAt: instant.meta({ description: 'When somebody last did.' }),
  })
  .meta({ id: 'ReviewItem' })
export type ReviewItem = z.output<typeof reviewItemSchema>

/** How many reviews each narrowing leaves. */
export const reviewCountsSchema = z.object({
  ...{ open: z.int(), 'changes-requested': z.int(), approved: z.int(), all: z.int() },
  waitForYou: z.int(),
})
export type ReviewCounts = z.output<typeof reviewCountsSchema>

export interface ReviewsPage {
  reviews: ReviewItem[]
  counts: ReviewCounts
  total: number
  page: number
  limit: number
}

export interface ReviewsQuestion {
  state: ReviewFilter
  /** Only those that wait for whoever asks. */
  mine: boolean
  page: number
}

/** As parameters of an address; what narrows nothing leaves no trace. */
export function reviewsParameters({ state, mine, page }: ReviewsQuestion): string {
  const parameters = new URLSearchParams()
  if (state !== 'open') parameters.set('state', state)
  if (mine) parameters.set('mine', 'true')
  if (page > 1) parameters.set('page', String(page))
  return parameters.toString()
}

/** What waits for whoever asks comes first; then what has been open the longest. */
export function inListOrder(a: ReviewItem, b: ReviewItem): number {
  return (
    Number(b.waitsForYou) - Number(a.waitsForYou) ||
    a.since.localeCompare(b.since) ||
    a.run.number - b.run.number
  )
}
