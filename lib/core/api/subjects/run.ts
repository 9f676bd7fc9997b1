/** Operations on one run: its report, its figures, its files. */
import { z } from 'zod'
import { PAIRED_METRICS, type ArmAgainst, type PairedMetric } from '../../comparison/compare-arms'
import { ALL_METRICS, type SeveralCompared } from '../../comparison/compare-several'
import { MAX_COMPARED_RUNS } from '../../comparison/compared-runs'
import { EXPORT_FORMATS, exportFormats } from '../../export/formats'
import { operation } from '../operation'
import { untold } from '../same-type'
import { runReportSchema } from '../schemas/report'
import { runParams } from './runs'
import type { StrategyFigures } from '../../summary/report'

const subject = 'One run'

export const readRun = operation({
  id: 'readRun',
  method: 'GET',
  path: '/api/runs/{id}',
  subject,
  summary: 'A run with everything derived from its trials',
  access: 'viewer',
  params: runParams,
  answers: { 200: { description: 'The report.', schema: runReportSchema } },
  problems: ['no-such-run'],
})

export const readPoint = operation({
  id: 'readPoint',
  method: 'GET',
  path: '/api/runs/{id}/points/{point}',
  subject,
  summary: 'All figures of one fault point',
  access: 'viewer',
  params: runParams.extend({
    point: z.coerce.number().int().min(0).meta({ description: 'Its index in the report, from 0.' }),
  }),
  answers: {
    200: {
      description: 'One per strategy; null where nothing was measured.',
      schema: z.object({
        figures: z.array(untold<StrategyFigures>('Counts, rates with intervals, quantiles.').nullable()),
      }),
    },
  },
  problems: ['no-such-run'],
})

export const compareStrategies = operation({
  id: 'compareStrategies',
  method: 'GET',
  path: '/api/runs/{id}/comparison',
  subject,
  summary: 'The strategies of a run against one of them, second by second',
  access: 'viewer',
  params: runParams,
  query: z.object({
    metric: z.enum(Object.keys(PAIRED_METRICS) as [PairedMetric, ...PairedMetric[]]).default('successRate'),
    against: z.coerce
      .number()
      .int()
      .min(1)
      .default(1)
      .meta({ description: 'The strategy that the others are held against, from 1.' }),
  }),
  answers: {
    200: {
      description: 'Differences with their intervals.',
      schema: z.object({
        strategies: z.array(
          untold<ArmAgainst>('A strategy against the chosen one: overall and by fault point.'),
        ),
      }),
    },
  },
  problems: ['no-such-run'],
})

export const compareRuns = operation({
  id: 'compareRuns',
  method: 'GET',
  path: '/api/compare',
  subject: 'Runs',
  summary: 'Runs against the first of them',
  access: 'viewer',
  query: z.object({
    runs: z
      .string()
      .transform((text) => text.split(',').filter((id) => id !== ''))
      .pipe(
        z
          .array(z.string().max(100))
          .min(2, 'name at least two runs: the baseline first')
          .max(MAX_COMPARED_RUNS, `at most ${MAX_COMPARED_RUNS} runs are compared at once`),
      )
      .meta({ description: 'Ids or numbers of runs, parted by commas; the first is the baseline.' }),
    metric: z.enum(ALL_METRICS).default('successRate').meta({ description: 'That cells are told by.' }),
  }),
  answers: {
    200: {
      description: 'Each run against the baseline.',
      schema: z.object({
        metric: z.enum(ALL_METRICS),
        baseline: untold<SeveralCompared['baseline']>(
          'What a page says of the baseline besides its figures.',
        ),
        others: z.array(untold<SeveralCompared['others'][number]>('A run against the baseline.')),
      }),
    },
  },
  problems: ['no-such-run'],
})

export const exportRun = operation({
  id: 'exportRun',
  method: 'GET',
  path: '/api/runs/{id}/export',
  subject,
  summary: 'A run as a file to take away',
  access: 'viewer',
  params: runParams,
  query: z.object({ format: z.enum(EXPORT_FORMATS) }),
  answers: {
    200: {
      description: 'The file.',
      contentTypes: EXPORT_FORMATS.map((format) => exportFormats[format].mediaType),
    },
  },
  problems: ['no-such-run'],
})
