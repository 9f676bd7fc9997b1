/** The report of a run: its top levels. What statistics are made of below them is described where a reader meets it first. */
import { z } from 'zod'
import type {
  CellReport,
  RunEnvironment,
  RunProgress,
  RunReport,
  StrategyOverview,
  TrialReport,
} from '../../summary/report'
import { RUN_STATUSES } from '../../summary/report'
import { environmentSchema, faultPointSchema, progressSchema } from '../../summary/run-state-schemas'
import type { DamagedBatch } from '../../history/stored-attempts'
import type { FaultPoint } from '../../fault/fault-point'
import { sameType, untold } from '../same-type'
import { instantSchema, qualitySchema, verdictSchema } from './runs'

export const damagedBatchSchema = sameType<DamagedBatch>()(
  z
    .object({
      trialIndex: z.int(),
      sequence: z.int(),
      offset: z.int(),
      rows: z.int(),
      problem: z.string(),
    })
    .meta({ id: 'DamagedBatch', description: 'Attempts that were stored and cannot be read any more.' }),
)

const trialSchema = sameType<TrialReport>()(
  z
    .object({
      index: z.int(),
      pointIndex: z.int(),
      repetition: z.int(),
      quality: z.enum(['good', 'suspect']),
      qualityReasons: z.array(z.string()),
      startedAt: instantSchema,
      windowMs: z.number(),
      gapMs: z.number().nullable(),
      quiesceMs: z.number(),
      ledger: z.array(untold<TrialReport['ledger'][number]>('A fault with what became of it.')),
      receipt: z.array(
        untold<TrialReport['receipt'][number]>('What was asked of a fault against what was measured.'),
      ),
      findings: z.array(
        untold<TrialReport['findings'][number]>('What a rule has to say about the attempts.'),
      ),
      leaderEvents: z
        .array(
          untold<NonNullable<TrialReport['leaderEvents']>[number]>('A change of leader, with what it cost.'),
        )
        .nullable(),
      longestStallMs: z.number(),
      profiled: z.boolean().optional(),
    })
    .meta({ id: 'Trial' }),
)

const cellSchema = sameType<CellReport>()(
  z
    .object({
      pointIndex: z.int(),
      arm: z.int(),
      trials: z.int(),
      suspectTrials: z.int(),
      figures: untold<CellReport['figures']>('Counts, rates with intervals, and quantiles of this cell.'),
    })
    .meta({ id: 'Cell', description: 'One strategy at one fault point.' }),
)

export const runReportSchema = sameType<RunReport>()(
  z
    .object({
      id: z.string(),
      number: z.int(),
      name: z.string(),
      version: z.string().nullable(),
      tags: z.array(z.string()),
      status: z.enum(RUN_STATUSES),
      error: z.string().nullable(),
      seed: z.int(),
      spec: untold<RunReport['spec']>('The experiment as it was frozen, with all defaults filled in.'),
      createdAt: instantSchema,
      startedAt: instantSchema.nullable(),
      finishedAt: instantSchema.nullable(),
      cancelRequested: z.boolean(),
      pinned: z.boolean(),
      baseline: z.object({ id: z.string(), number: z.int() }).nullable(),
      environment: sameType<RunEnvironment>()(environmentSchema).nullable(),
      progress: sameType<RunProgress>()(progressSchema).nullable(),
      stuckFaults: z.array(untold<RunReport['stuckFaults'][number]>('A fault that may still be in its lab.')),
      damagedBatches: z.array(damagedBatchSchema),
      points: z.array(sameType<FaultPoint>()(faultPointSchema)),
      totalTrials: z.int(),
      trials: z.array(trialSchema),
      cells: z.array(cellSchema),
      arms: z.array(untold<StrategyOverview>('Figures of a strategy over all fault points.')),
      findings: z.array(untold<RunReport['findings'][number]>('What was found over all trials.')),
      quality: qualitySchema,
      verdicts: z.array(untold<RunReport['verdicts'][number]>('How a strategy stands to its thresholds.')),
      verdict: verdictSchema,
    })
    .meta({ id: 'RunReport' }),
)
