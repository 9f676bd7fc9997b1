/** What can be asked of the list of runs: a search, filters, a page. Addresses, the API and the database read it here. */
import { z } from 'zod'
import { MAX_TAGS } from '../experiment/run-labels'
import { RUN_STATUSES, type RunListItem } from '../summary/report'

export const RUN_VERDICTS = ['pass', 'fail', 'inconclusive'] as const
export const RUN_QUALITIES = ['good', 'suspect'] as const
export const MAX_SEARCH_LENGTH = 200
/** Runs on a page of the list, unless somebody asks for more or fewer. */
export const RUNS_PER_PAGE = 25

/** The parameters of an address; tags are parted by commas, and a run must have all of them. */
export const runsQuestionSchema = z.object({
  q: z.string().trim().max(MAX_SEARCH_LENGTH).default(''),
  status: z.enum(RUN_STATUSES).nullable().default(null),
  verdict: z.enum(RUN_VERDICTS).nullable().default(null),
  quality: z.enum(RUN_QUALITIES).nullable().default(null),
  tag: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter((tag) => tag !== ''))
    .pipe(z.array(z.string().max(MAX_SEARCH_LENGTH)).max(MAX_TAGS)),
  /** Name of an experiment, as it is written. */
  experiment: z.string().max(MAX_SEARCH_LENGTH).nullable().default(null),
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  limit: z.coerce.number().int().min(1).max(200).default(100),
})
export type RunsQuestion = z.output<typeof runsQuestionSchema>

/** One page of the runs that were asked for, newest first. */
export interface FoundRuns {
  runs: RunListItem[]
  /** On all pages. */
  total: number
  /** From 1. */
  page: number
  limit: number
}

/** A question as parameters of an address; defaults leave no trace. */
export function runsParameters(question: Partial<RunsQuestion>): string {
  const parameters = new URLSearchParams()
  for (const name of ['q', 'status', 'verdict', 'quality', 'experiment'] as const) {
    const value = question[name]
    if (value) parameters.set(name, value)
  }
  if (question.tag && question.tag.length > 0) parameters.set('tag', question.tag.join(','))
  if (question.page !== undefined && question.page > 1) parameters.set('page', String(question.page))
  if (question.limit !== undefined) parameters.set('limit', String(question.limit))
  return parameters.toString()
}

/** Whether anything narrows the list down. */
export function isNarrowed({
  q,
  status,
  verdict,
  quality,
  tag,
  experiment,
}: Omit<RunsQuestion, 'page' | 'limit'>): boolean {
  return q !== '' || tag.length > 0 || [status, verdict, quality, experiment].some((value) => value !== null)
}
