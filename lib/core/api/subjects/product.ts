/** Operations on the product itself: its health, its first page, its metrics, this description. */
import { z } from 'zod'
import type { ObjectivesBoard } from '../../runs/board'
import { operation } from '../operation'
import { untold } from '../same-type'
import { homeSchema, instantSchema } from '../schemas/runs'

const subject = 'The product'

export const readHealth = operation({
  id: 'readHealth',
  method: 'GET',
  path: '/api/health',
  subject,
  summary: '200 only when the database answers; says too whether a worker is there',
  access: 'anyone',
  answers: {
    200: {
      description: 'The database answers.',
      schema: z.object({
        status: z.literal('ok'),
        worker: z.object({
          alive: z.boolean().meta({ description: 'A worker is there that takes queued runs.' }),
          lastSeenAt: instantSchema.nullable(),
        }),
      }),
    },
  },
})

export const readHome = operation({
  id: 'readHome',
  method: 'GET',
  path: '/api/home',
  subject,
  summary: 'What the first page shows besides the board of objectives',
  access: 'viewer',
  answers: { 200: { description: 'Runs under way, waiting and last ended.', schema: homeSchema } },
})

export const readObjectives = operation({
  id: 'readObjectives',
  method: 'GET',
  path: '/api/objectives',
  subject,
  summary: 'Which strategy holds its thresholds, by experiment, and how it went before',
  access: 'viewer',
  answers: {
    200: {
      description: 'The board of objectives.',
      schema: z.object({
        experiments: z.array(
          untold<ObjectivesBoard['experiments'][number]>('Runs of one name against their thresholds.'),
        ),
        more: z.int(),
        pending: z.int(),
        unreadable: z.int(),
      }),
    },
  },
})

export const readMetrics = operation({
  id: 'readMetrics',
  method: 'GET',
  path: '/metrics',
  subject,
  summary: 'Metrics of the web server and of what the database says, for Prometheus',
  access: 'viewer',
  answers: {
    200: {
      description: 'In Prometheus’ text format.',
      contentTypes: ['text/plain; version=0.0.4; charset=utf-8'],
    },
  },
})

export const readMetricsTargets = operation({
  id: 'readMetricsTargets',
  method: 'GET',
  path: '/metrics/targets',
  subject,
  summary: 'Where Prometheus finds all metrics of this product: its HTTP service discovery',
  access: 'viewer',
  answers: {
    200: {
      description: 'This server, and each live worker.',
      schema: z.array(z.object({ targets: z.array(z.string()), labels: z.record(z.string(), z.string()) })),
    },
  },
})

export const readDescription = operation({
  id: 'readDescription',
  method: 'GET',
  path: '/api/openapi.json',
  subject,
  summary: 'This description, as OpenAPI 3.1',
  access: 'viewer',
  answers: {
    200: { description: 'The document.', schema: z.record(z.string(), z.unknown()) },
  },
})
