/** Schemas of what a run tells of its course and its machine: read so from the database, and answered so. */
import { z } from 'zod'
import { TRIAL_PHASES } from './report'

export const faultPointSchema = z
  .object({
    lossPercent: z.number(),
    latencyMs: z.number(),
    jitterMs: z.number(),
    leaderSwitchesPerMinute: z.number(),
  })
  .meta({ id: 'FaultPoint', description: 'One point of the matrix of faults.' })

export const progressSchema = z.object({
  phase: z.enum(['starting-lab', 'trial', 'finishing']),
  trial: z
    .object({
      index: z.int(),
      point: faultPointSchema,
      repetition: z.int(),
      phase: z.enum(TRIAL_PHASES),
      elapsedMs: z.number(),
    })
    .nullable(),
  live: z.array(z.object({ operations: z.int(), ok: z.int(), attempts: z.int() })),
  finishedTrials: z.int(),
  totalTrials: z.int(),
  remainingMs: z.number(),
})

export const environmentSchema = z.object({
  driver: z.enum(['local', 'external']),
  etcdVersion: z.string().nullable(),
  toxiproxyVersion: z.string(),
  nodeVersion: z.string(),
  platform: z.string(),
  cpus: z.int(),
  cpuModel: z.string(),
})
