/** Answers about one trial: its attempts and operations, and what went on over time. */
import { z } from 'zod'
import { OPERATION_KINDS, OUTCOMES, STOP_REASONS, type AttemptRecord } from '../../history/attempt'
import { ERROR_CLASSES } from '../../history/error-class'
import type { AttemptCheck } from '../../history/stored-attempts'
import type { ProfileView } from '../../profile/profile-view'
import type { Arrivals } from '../../published/arrivals'
import type { MissingOperations } from '../../trace/missing-operations'
import type { AttemptSpans, OperationColumns } from '../../trace/operation-columns'
import type { OperationRow } from '../../trace/operation-rows'
import type { OperationTrace } from '../../trace/operation-trace'
import { pageShape } from '../paging'
import { sameType, untold } from '../same-type'
import { damagedBatchSchema } from './report'
import { instantSchema } from './runs'

const damaged = z.array(damagedBatchSchema)

export const attemptPageSchema = z.object({
  ...pageShape,
  attempts: z.array(untold<AttemptRecord>('An attempt, as in the CSV file.')),
  damaged,
})

export const attemptCheckSchema = sameType<AttemptCheck>()(
  z.object({ batches: z.int(), attempts: z.int(), bytes: z.int(), damaged }),
)

const operationRowSchema = sameType<OperationRow>()(
  z
    .object({
      arm: z.int(),
      operation: z.int(),
      kind: z.enum(OPERATION_KINDS),
      intendedStartMs: z.number(),
      latencyMs: z.number(),
      attempts: z.int(),
      outcome: z.enum(OUTCOMES),
      errorClass: z.enum(ERROR_CLASSES),
      stop: z.enum(STOP_REASONS),
    })
    .meta({ id: 'OperationRow' }),
)

const missingSchema = sameType<MissingOperations>()(
  z.object({ attempts: z.int(), operations: z.int(), of: z.int() }),
)

export const operationPageSchema = z.object({
  ...pageShape,
  rows: z.array(operationRowSchema),
  damaged,
  missing: missingSchema
    .nullable()
    .meta({ description: 'What damaged batches take from the list; null where nothing is missing.' }),
})

const integers = z.array(z.int())
const outcomes = integers.meta({ description: `Places in ${OUTCOMES.join(', ')}, from 0.` })

const attemptSpansSchema = sameType<AttemptSpans>()(
  z.object({
    of: integers.meta({ description: 'Place of its operation in the columns, from 0.' }),
    startUs: integers,
    endUs: integers,
    outcome: outcomes,
  }),
)

type DrawnOperations = OperationColumns & { spans: AttemptSpans | null; damaged: z.output<typeof damaged> }

export const operationColumnsSchema = sameType<DrawnOperations>()(
  z.object({
    total: z
      .int()
      .meta({ description: 'How many there are; more than in the columns, where these are a sample.' }),
    arm: integers,
    operation: integers,
    startUs: integers.meta({
      description: 'Intended; microseconds from the window’s begin, as all times here.',
    }),
    latencyUs: integers,
    outcome: outcomes,
    attempts: integers,
    spans: attemptSpansSchema
      .nullable()
      .meta({ description: 'One entry per attempt in each column; null where no part was asked for.' }),
    damaged,
  }),
)

export const operationTraceSchema = sameType<OperationTrace & { damaged: z.output<typeof damaged> }>()(
  z.object({
    traceId: z.string(),
    arm: z.int(),
    operation: z.int(),
    startedAt: instantSchema,
    spans: z.array(untold<OperationTrace['spans'][number]>('A span as OpenTelemetry means it.')),
    leaderChanges: z.array(untold<OperationTrace['spans'][number]>('A change of leader, as a span.')),
    leaderWatched: z.boolean(),
    damaged,
  }),
)

export const arrivalsSchema = sameType<Arrivals & { damaged: z.output<typeof damaged> }>()(
  z.object({ failureMs: z.number().nullable(), arms: z.array(z.array(z.int())), damaged }),
)

export const profileSchema = sameType<ProfileView>()(
  z.object({
    durationMs: z.number(),
    cpuIntervalMs: z.number(),
    healthIntervalMs: z.number(),
    cpuSamples: z.int(),
    busyShare: z.number().nullable(),
    recordingShare: z.number(),
    flames: untold<ProfileView['flames']>(
      'By view: the tree of stacks, and the frames with the most of their own.',
    ),
    takenAtMs: untold<ProfileView['takenAtMs']>(
      'By view: when it was taken, from the window’s begin; or null.',
    ),
    health: z.array(untold<ProfileView['health'][number]>('A sample of the measuring thread’s health.')),
  }),
)
