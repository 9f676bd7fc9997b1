/** Operations on one trial of a run. Trials and strategies count from 1, as on screen. */
import { z } from 'zod'
import { trialSeriesSchema } from '../../history/series'
import { FLAME_VIEWS } from '../../profile/profile'
import { timeBucketSchema } from '../../summary/time-buckets'
import { MOST_DRAWN_OPERATIONS, MOST_WITH_ATTEMPTS } from '../../trace/operation-columns'
import { OPERATION_ORDERS } from '../../trace/operation-place'
import { OPERATION_FILTERS } from '../../trace/operation-rows'
import { operation } from '../operation'
import { pageQuery } from '../paging'
import * as schemas from '../schemas/trials'
import { runParams } from './runs'

const subject = 'Trials and attempts'
const access = 'viewer'
const problems = ['no-such-run', 'no-such-trial'] as const

const trialNumber = z.coerce.number().int().min(1).meta({ description: 'From 1, as on screen.' })
/** @param words what it narrows down */
const instantMs = (words: string) =>
  z.coerce
    .number()
    .optional()
    .meta({ description: `${words}: milliseconds from the window’s begin.` })
const trialParams = runParams.extend({ trial: trialNumber })

export const listAttempts = operation({
  id: 'listAttempts',
  method: 'GET',
  path: '/api/runs/{id}/attempts',
  subject,
  summary: 'The attempts that a run’s figures are computed from',
  access,
  params: runParams,
  query: z.object({
    format: z.enum(['json', 'csv', 'check']).default('json').meta({
      description:
        'json = a page of one trial; csv = all attempts of the run; check = looks at all of them and says which batches are damaged.',
    }),
    trial: trialNumber.default(1),
    ...pageQuery({ usual: 100, most: 1_000 }),
  }),
  answers: {
    200: {
      description: 'A page, what the check found, or the file.',
      schema: z.union([schemas.attemptPageSchema, schemas.attemptCheckSchema]),
      contentTypes: ['application/json', 'text/csv; charset=utf-8'],
    },
  },
  problems,
})

export const listOperations = operation({
  id: 'listOperations',
  method: 'GET',
  path: '/api/runs/{id}/operations',
  subject,
  summary: 'The operations of a trial, filtered and ordered',
  access,
  params: runParams,
  query: z.object({
    trial: trialNumber.default(1),
    filter: z.enum(OPERATION_FILTERS).default('all'),
    order: z.enum(OPERATION_ORDERS).default('start').meta({
      description: 'A column of the list; with a minus, its greatest first.',
    }),
    strategy: z.coerce
      .number()
      .int()
      .min(1)
      .max(256)
      .optional()
      .meta({ description: 'Only this one’s, from 1; all of them where it is left out.' }),
    from: instantMs('Only those that were meant to start from then on'),
    to: instantMs('Only those that were meant to start until then'),
    ...pageQuery({ usual: 20, most: 1_000 }),
  }),
  answers: { 200: { description: 'A page of operations.', schema: schemas.operationPageSchema } },
  problems,
})

export const readOperationColumns = operation({
  id: 'readOperationColumns',
  method: 'GET',
  path: '/api/runs/{id}/trials/{trial}/operations',
  subject,
  summary: 'All operations of a trial as columns, for a drawing',
  description: `Of more than ${MOST_DRAWN_OPERATIONS} an even sample. With from and to, those that were under way meanwhile, with their attempts, at most ${MOST_WITH_ATTEMPTS}.`,
  access,
  params: trialParams,
  query: z
    .object({
      from: instantMs('Only those that had not ended by then'),
      to: instantMs('Only those that were meant to start until then'),
    })
    .refine(({ from, to }) => (from === undefined) === (to === undefined), 'give both from and to, or none'),
  answers: { 200: { description: 'The columns.', schema: schemas.operationColumnsSchema } },
  problems,
})

export const readOperation = operation({
  id: 'readOperation',
  method: 'GET',
  path: '/api/runs/{id}/trials/{trial}/operations/{arm}/{operation}',
  subject,
  summary: 'One operation as spans: its own and those of its attempts',
  access,
  params: trialParams.extend({
    arm: z.coerce.number().int().min(1).max(256).meta({ description: 'The strategy, from 1.' }),
    operation: z.coerce.number().int().min(0).meta({ description: 'From 0, as in the CSV file.' }),
  }),
  answers: { 200: { description: 'The spans.', schema: schemas.operationTraceSchema } },
  problems: [...problems, 'no-such-operation'],
})

export const readTimeline = operation({
  id: 'readTimeline',
  method: 'GET',
  path: '/api/runs/{id}/trials/{trial}/timeline',
  subject,
  summary: 'What happened over time: counts and latencies in buckets, per strategy',
  access,
  params: trialParams,
  answers: {
    200: {
      description: 'One list per strategy, in the order of time; empty where they were not kept.',
      schema: z.object({ arms: z.array(z.array(timeBucketSchema)) }),
    },
  },
  problems,
})

export const readSeries = operation({
  id: 'readSeries',
  method: 'GET',
  path: '/api/runs/{id}/trials/{trial}/series',
  subject,
  summary: 'What went on over time: breakers, operations in flight, connections, proposals',
  access,
  params: trialParams,
  answers: {
    200: { description: 'The series.', schema: z.object({ series: z.array(trialSeriesSchema) }) },
  },
  problems,
})

export const readArrivals = operation({
  id: 'readArrivals',
  method: 'GET',
  path: '/api/runs/{id}/trials/{trial}/arrivals',
  subject,
  summary: 'How requests arrived after the moment in which most failed at once',
  access,
  params: trialParams,
  answers: {
    200: { description: 'Requests per 10 ms and strategy.', schema: schemas.arrivalsSchema },
  },
  problems,
})

export const readProfile = operation({
  id: 'readProfile',
  method: 'GET',
  path: '/api/runs/{id}/trials/{trial}/profile',
  subject,
  summary: 'The profile of a trial',
  access,
  params: trialParams,
  query: z.object({
    format: z.enum(['json', 'cpuprofile', 'folded']).default('json').meta({
      description: 'json = as the page shows it; cpuprofile = for Chrome’s tools; folded = for flame graphs.',
    }),
    of: z.enum(FLAME_VIEWS).default('cpu').meta({ description: 'Of folded stacks: which view.' }),
  }),
  answers: {
    200: {
      description: 'The profile.',
      schema: schemas.profileSchema,
      contentTypes: ['application/json', 'text/plain; charset=utf-8'],
    },
  },
  problems: ['no-such-run', 'no-such-profile'],
})
