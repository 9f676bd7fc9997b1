/** What callers ask of the target: a mix of puts and linearizable gets over a key space, at a concurrency or a rate. */
import { z } from 'zod'
import type { OperationKind } from '../history/attempt'
import type { RandomStream } from '../random/stream'

export const loadSchema = z.discriminatedUnion('mode', [
  z.strictObject({
    mode: z.literal('closed'),
    concurrency: z.int().min(1).max(1024).default(8).meta({
      title: 'Concurrency',
      unit: 'callers per arm',
      description: 'Each caller starts its next operation when its last one has ended.',
    }),
  }),
  z.strictObject({
    mode: z.literal('open'),
    ratePerSecond: z.number().positive().max(10_000).default(50).meta({
      title: 'Arrival rate',
      unit: 'operations/s per arm',
      description: 'Operations arrive on their own schedule, whatever the answers do.',
    }),
    arrivals: z.enum(['constant', 'poisson']).default('constant').meta({
      title: 'Arrivals',
      description: 'constant = equal gaps; poisson = exponentially distributed gaps.',
    }),
    maxInFlight: z.int().min(1).max(10_000).default(512).meta({
      title: 'Max in flight',
      unit: 'operations per arm',
      description: 'Arrivals above this are shed, counted apart, and mark the trial.',
    }),
  }),
])
export type Load = z.output<typeof loadSchema>

export const workloadSchema = z.strictObject({
  putShare: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .meta({ title: 'Share of puts', description: '1 = only puts, 0 = only linearizable gets.' }),
  keys: z.int().min(1).max(1_000_000).default(100).meta({
    title: 'Keys',
    unit: 'keys per arm',
    description: 'Size of the key space; keys are drawn uniformly.',
  }),
  valueBytes: z
    .int()
    .min(1)
    .max(65_536)
    .default(128)
    .meta({ title: 'Value size', unit: 'bytes', description: 'Size of each value that is put.' }),
  endpoints: z.enum(['rotate', 'pinned']).default('rotate').meta({
    title: 'Endpoints',
    description:
      'rotate = operation n starts at member n mod 3 and each retry moves on; pinned = always the first member.',
  }),
  connectionsPerMember: z.int().min(1).max(32).default(4).meta({
    title: 'Connections',
    unit: 'per arm and member',
    description:
      'Replies on one connection queue behind each other, which widens injected jitter; several keep it close to what was asked.',
  }),
  load: loadSchema.default({ mode: 'closed', concurrency: 8 }),
})
export type Workload = z.output<typeof workloadSchema>

export interface OperationRequest {
  kind: OperationKind
  /** Index of the key in the arm's key space. */
  key: number
}

/** Draws what one operation asks for. */
export function drawOperation(workload: Workload, random: RandomStream): OperationRequest {
  const kind = random.next() < workload.putShare ? 'put' : 'get'
  return { kind, key: Math.floor(random.next() * workload.keys) }
}

/** Gap to the next arrival of an open loop, in milliseconds. */
export function arrivalGap(load: Extract<Load, { mode: 'open' }>, random: RandomStream): number {
  const meanMs = 1000 / load.ratePerSecond
  return load.arrivals === 'constant' ? meanMs : -Math.log(1 - random.next()) * meanMs
}

/** Member for an attempt: operation n starts at n mod members, each retry moves to the next; pinned stays at 0. */
export function memberFor(
  endpoints: Workload['endpoints'],
  operation: number,
  attempt: number,
  members: number,
): number {
  return endpoints === 'pinned' ? 0 : (operation + attempt - 1) % members
}
