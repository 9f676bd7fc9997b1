/** Answers about runs as rows of lists. */
import { z } from 'zod'
import type { HomeAnswer } from '../../runs/home'
import { REVIEW_STATES } from '../../review/review'
import type { FoundRuns } from '../../runs/runs-question'
import type { Estimate } from '../../summary/interval'
import { RUN_STATUSES, type RunListItem } from '../../summary/report'
import { pageShape } from '../paging'
import { sameType } from '../same-type'

export const estimateSchema = sameType<Estimate>()(
  z.object({ value: z.number(), low: z.number(), high: z.number() }).meta({
    id: 'Estimate',
    description: 'An estimate with its 95 % interval.',
  }),
)

export const qualitySchema = z
  .enum(['good', 'suspect'])
  .nullable()
  .meta({ description: 'suspect = something disturbed the measurement.' })

export const verdictSchema = z
  .enum(['pass', 'fail', 'inconclusive'])
  .nullable()
  .meta({ description: 'Of the thresholds; null without any, and before the end.' })

export const instantSchema = z.string().meta({ description: 'A moment, ISO 8601 in UTC.' })

export const runListItemSchema = sameType<RunListItem>()(
  z
    .object({
      id: z.string(),
      number: z.int(),
      name: z.string(),
      version: z.string().nullable(),
      tags: z.array(z.string()),
      status: z.enum(RUN_STATUSES),
      quality: qualitySchema,
      verdict: verdictSchema,
      createdAt: instantSchema,
      startedAt: instantSchema.nullable(),
      finishedAt: instantSchema.nullable(),
      strategies: z.array(z.string()).meta({ description: 'Labels.' }),
      strategyUses: z.array(z.string()).meta({ description: 'Names in the registry, in the same order.' }),
      totalTrials: z.int(),
      finishedTrials: z.int(),
      successRates: z.array(estimateSchema.nullable()),
      review: z
        .enum(REVIEW_STATES)
        .nullable()
        .meta({ description: 'How its review stands; null where nobody reviews it.' }),
      error: z.string().nullable(),
    })
    .meta({ id: 'RunListItem' }),
)

export const foundRunsSchema = sameType<FoundRuns & { next: string | null }>()(
  z.object({ runs: z.array(runListItemSchema), ...pageShape }),
)

export const homeSchema = sameType<HomeAnswer>()(
  z.object({
    running: z.array(runListItemSchema),
    queued: z.int(),
    last: z.array(runListItemSchema),
    reviewsWaiting: z.int().meta({ description: 'Reviews that wait for whoever asks.' }),
    total: z.int(),
  }),
)
