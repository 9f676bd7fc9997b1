/** Operations on runs: the list, creation, what can be changed of one. */
import { z } from 'zod'
import { tagsSchema } from '../../experiment/run-labels'
import { experimentSpecSchema } from '../../experiment/spec'
import { runsQuestionSchema } from '../../runs/runs-question'
import { contentHashSchema } from '../../review/review'
import { operation } from '../operation'
import { foundRunsSchema } from '../schemas/runs'

const subject = 'Runs'

/** Of a path below a run. */
export const runParams = z.object({
  id: z.string().max(100).meta({ description: 'Id of the run.' }),
})

export const listRuns = operation({
  id: 'listRuns',
  method: 'GET',
  path: '/api/runs',
  subject,
  summary: 'Runs that fit a search and filters, newest first',
  access: 'viewer',
  query: runsQuestionSchema,
  answers: { 200: { description: 'A page of runs.', schema: foundRunsSchema } },
})

export const createRun = operation({
  id: 'createRun',
  method: 'POST',
  path: '/api/runs',
  subject,
  summary: 'Queue a run',
  description:
    'Checks the experiment, stores it and queues a run of it. Your own strategies and upstreams may be named as well as those that are built in.',
  access: 'editor',
  body: {
    description: 'The experiment, as JSON or as YAML.',
    schema: experimentSpecSchema,
    text: true,
    mediaTypes: ['application/json', 'application/yaml', 'application/x-yaml', 'text/yaml'],
    maxBytes: 256 * 1024,
  },
  answers: {
    201: {
      description: 'The run is queued; Location names it.',
      schema: z.object({ id: z.string(), number: z.int().meta({ description: 'For people.' }) }),
    },
  },
  problems: ['cannot-be-run'],
  audit: ['run.created'],
  oneTransaction: true,
  idempotent: true,
})

/** One at a time. */
const changeSchema = z.union([
  z.strictObject({ pinned: z.boolean() }),
  z.strictObject({
    baseline: z.boolean(),
    approvedContent: contentHashSchema.optional().meta({
      description:
        'Only if the run is approved and this is its content (its review tells it); left out = whatever its review says.',
    }),
  }),
  z.strictObject({ tags: tagsSchema }),
])

export const changeRun = operation({
  id: 'changeRun',
  method: 'PATCH',
  path: '/api/runs/{id}',
  subject,
  summary: 'Pin a run, make it the baseline, or change its tags',
  description:
    'One of the three at a time. A pinned run is kept when old ones are cleaned up; the baseline is what later runs of its name are held against.',
  access: 'editor',
  params: runParams,
  body: { schema: changeSchema },
  answers: { 200: { description: 'As it is now.', schema: changeSchema } },
  problems: ['no-such-run', 'content-changed'],
  audit: ['run.pinned', 'run.unpinned', 'baseline.set', 'baseline.cleared', 'run.tagged'],
  oneTransaction: true,
})

export const deleteRun = operation({
  id: 'deleteRun',
  method: 'DELETE',
  path: '/api/runs/{id}',
  subject,
  summary: 'Delete a run with all its data',
  description: 'Its share links go with it, and answers on it that are kept for an Idempotency-Key.',
  access: 'editor',
  params: runParams,
  answers: { 204: { description: 'It is gone.' } },
  problems: ['no-such-run', 'run-under-way'],
  audit: ['run.deleted'],
  oneTransaction: true,
})

export const cancelRun = operation({
  id: 'cancelRun',
  method: 'POST',
  path: '/api/runs/{id}/cancel',
  subject,
  summary: 'Ask a run to stop; its finished trials stay',
  access: 'editor',
  params: runParams,
  answers: {
    200: {
      description:
        'Cancelled at once, or requested of the worker that has it, which takes up to two seconds.',
      schema: z.object({ result: z.enum(['requested', 'cancelled']) }),
    },
  },
  problems: ['no-such-run', 'run-ended'],
  audit: ['run.cancelled'],
  oneTransaction: true,
})

export const resumeRun = operation({
  id: 'resumeRun',
  method: 'POST',
  path: '/api/runs/{id}/resume',
  subject,
  summary: 'Take up again a run that was cancelled or that failed',
  description:
    'It goes back into the queue: the trials that are missing are measured with its seed, and those that had finished stay.',
  access: 'editor',
  params: runParams,
  answers: {
    200: { description: 'The run is queued.', schema: z.object({ result: z.literal('queued') }) },
  },
  problems: ['no-such-run', 'run-not-ended', 'run-complete'],
  audit: ['run.resumed'],
  oneTransaction: true,
})

export const listTags = operation({
  id: 'listTags',
  method: 'GET',
  path: '/api/tags',
  subject,
  summary: 'Every tag that some run carries, the commonest first',
  description: 'At most 500, without pages.',
  access: 'viewer',
  answers: {
    200: {
      description: 'Tags with how many runs carry each.',
      schema: z.object({ tags: z.array(z.object({ tag: z.string(), runs: z.int() })) }),
    },
  },
})
