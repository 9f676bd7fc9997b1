/** What all workloads have in common: how callers come, and how they reach the target. Which there are: registry.ts. */
import { z } from 'zod'
import type { OperationKind } from '../history/attempt'
import type { WorkloadKind } from '../history/workload-kind'
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

/** Fields of every workload, beside those of its kind. */
export const commonFields = z.strictObject({
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
export type CommonFields = z.output<typeof commonFields>

export interface OperationRequest {
  /** put = the caller wants something changed, get = it wants to know; both as the workload means it. */
  kind: OperationKind
  /** Index of the key in the arm's key space. */
  key: number
  /** A second key that is written in the same transaction. Left out = none. */
  also?: number
}

/** One entry of the registry: what callers ask for, and what that makes visible. */
export interface WorkloadDefinition<Params extends z.ZodObject = z.ZodObject> {
  kind: WorkloadKind
  title: string
  /** What an operation does: for people. */
  description: string
  /** Which mistakes of a strategy it brings to light: for people. */
  shows: string
  /** What one of its writes is called: for people. Reads are gets in all of them. */
  write: string
  /** Its own fields, with defaults, units and words for forms. */
  params: Params
  /** Draws what one operation asks for; the same for all arms. @param operation its number, from 0 */
  draw(params: z.output<Params>, random: RandomStream, operation: number): OperationRequest
}

/** A definition whose parameters are known to the compiler. */
export function defineWorkload<Params extends z.ZodObject>(
  definition: WorkloadDefinition<Params>,
): WorkloadDefinition<Params> {
  return definition
}

/** Share of the operations that change something. */
export function shareOf(title: string, preset: number, description: string) {
  return z.number().min(0).max(1).default(preset).meta({ title, description })
}

/** Gap to the next arrival of an open loop, in milliseconds. */
export function arrivalGap(load: Extract<Load, { mode: 'open' }>, random: RandomStream): number {
  const meanMs = 1000 / load.ratePerSecond
  return load.arrivals === 'constant' ? meanMs : -Math.log(1 - random.next()) * meanMs
}

/** Member for an attempt: operation n starts at n mod members, each retry moves to the next; pinned stays at 0. */
export function memberFor(
  endpoints: CommonFields['endpoints'],
  operation: number,
  attempt: number,
  members: number,
): number {
  return endpoints === 'pinned' ? 0 : (operation + attempt - 1) % members
}
