/** The fault matrix: three axes, all their combinations or chosen points, and what loss and latency mean in it. */
import { z } from 'zod'
import { LOSS_MANNERS, LOSS_MODES, lossManner, lossMode } from '../fault/faults/loss'
import type { FaultPoint } from '../fault/fault-point'
import { axisSchema } from './axis'
import { AXIS_NAMES } from './fault-points'

/** Which connections loss and latency act on: those of the callers, those between the members, or both. */
export const LINKS = ['client', 'peer', 'both'] as const
export type Link = (typeof LINKS)[number]

/** More chosen points than this are refused. */
const MAX_POINTS = 1000
const MAX_LOSS_PERCENT = 100
const MAX_DELAY_MS = 10_000
const MAX_SWITCHES = 60

const axes = {
  lossPercent: axisSchema(0, MAX_LOSS_PERCENT)
    .default([0])
    .meta({ title: 'Loss', unit: '%', description: 'Share of attempts that are lost, each independently.' }),
  latencyMs: axisSchema(0, MAX_DELAY_MS).default([0]).meta({
    title: 'Latency',
    unit: 'ms',
    description: 'Added to what passes the link, replies by default.',
  }),
  jitterMs: axisSchema(0, MAX_DELAY_MS).default([0]).meta({
    title: 'Jitter',
    unit: '± ms',
    description: 'The latency is uniform within ± this, never below 0.',
  }),
  leaderSwitchesPerMinute: axisSchema(0, MAX_SWITCHES)
    .default([0])
    .meta({ title: 'Leader switches', unit: 'per minute', description: 'MoveLeader on the etcd leader.' }),
}

const pointSchema = z.strictObject({
  lossPercent: z.number().min(0).max(MAX_LOSS_PERCENT).default(0),
  latencyMs: z.number().min(0).max(MAX_DELAY_MS).default(0),
  jitterMs: z.number().min(0).max(MAX_DELAY_MS).default(0),
  leaderSwitchesPerMinute: z.number().min(0).max(MAX_SWITCHES).default(0),
}) satisfies z.ZodType<FaultPoint>

/** How the matrix loses. `packet` drops real packets, so that TCP sends them again; the others lose whole attempts. */
export const matrixLossSchema = z.strictObject({
  mode: z
    .enum([...LOSS_MODES, 'packet'])
    .default('request')
    .meta({
      title: 'What is lost',
      description: `${lossMode.meta()?.description ?? ''} packet = single packets, in a network namespace; TCP sends them again, so callers see delay.`,
    }),
  manner: z
    .enum(LOSS_MANNERS)
    .default('silent')
    .meta(lossManner.meta() ?? {}),
  link: z.enum(LINKS).default('client').meta({
    title: 'Loss acts on',
    description:
      'client = between callers and members; peer = between the members; both. Only packets can be lost between members.',
  }),
})

export const matrixLatencySchema = z.strictObject({
  link: z.enum(LINKS).default('client').meta({
    title: 'Latency acts on',
    description: 'client = between callers and members; peer = between the members; both.',
  }),
  stream: z.enum(['downstream', 'upstream']).default('downstream').meta({
    title: 'Direction',
    description: 'downstream = what comes back; upstream = what is sent. Jitter is drawn for each piece.',
  }),
})

export const matrixSchema = z
  .strictObject({
    ...axes,
    points: z.array(pointSchema).min(1, 'name at least one point').max(MAX_POINTS).optional().meta({
      title: 'Chosen points',
      description: 'These instead of all combinations of the axes.',
    }),
    loss: matrixLossSchema.prefault({}),
    latency: matrixLatencySchema.prefault({}),
  })
  .superRefine(({ loss, points = [] }, context) => {
    const places = points.map((point) => JSON.stringify(AXIS_NAMES.map((name) => point[name])))
    places.forEach((place, index) => {
      if (places.indexOf(place) !== index)
        context.addIssue({
          code: 'custom',
          path: ['points', index],
          message: 'this point stands twice; take one away, and ask for more repetitions instead',
        })
    })
    if (loss.link === 'client' || loss.mode === 'packet') return
    context.addIssue({
      code: 'custom',
      path: ['loss', 'mode'],
      message: `only packets can be lost between members; choose the mode "packet", or the link "client"`,
    })
  })
export type Matrix = z.output<typeof matrixSchema>
