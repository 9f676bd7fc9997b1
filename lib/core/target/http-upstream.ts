/**
 * How our own HTTP upstream behaves: what it answers, how much it can carry, and which repetitions it knows. Shares are
 * drawn from the run's seed for each attempt of each operation, so all strategies meet the same answers.
 */
import { z } from 'zod'

const share = (title: string, description: string) =>
  z.number().min(0).max(100).default(0).meta({ title, unit: '%', description })

/** Share of requests that get each answer; the rest is answered 200. */
export const answerSharesSchema = z
  .strictObject({
    '408': share('408 Request Timeout', 'Refused at once: the request did not arrive as a whole.'),
    '429': share('429 Too Many Requests', 'Refused at once, with Retry-After.'),
    '500': share('500 Internal Server Error', 'After the service time; a write may have taken effect.'),
    '502': share('502 Bad Gateway', 'After the service time; a write may have taken effect.'),
    '503': share('503 Service Unavailable', 'Refused at once, with Retry-After.'),
    '504': share('504 Gateway Timeout', 'After the service time; a write may have taken effect.'),
    stall: share(
      'Stall',
      'No answer for the stall’s length, and a place in the upstream is taken for as long.',
    ),
    cut: share(
      'Cut connection',
      'The keep-alive connection is cut instead of an answer, and the request is not executed.',
    ),
  })
  .superRefine((shares, context) => {
    const sum = Object.values(shares).reduce((total, value) => total + value, 0)
    if (sum <= 100 + 1e-9) return
    context.addIssue({
      code: 'custom',
      message: `the shares add up to ${round(sum)} %; at most 100 % can be given`,
    })
  })

const milliseconds = (least: number, most: number, preset: number) =>
  z.number().min(least).max(most).default(preset)

export const upstreamBehaviourSchema = z.strictObject({
  answers: answerSharesSchema.prefault({}).meta({ title: 'Answers' }),
  effectBeforeErrorPercent: z.number().min(0).max(100).default(50).meta({
    title: 'Effect before the error',
    unit: '%',
    description:
      'Of the writes answered 500, 502 or 504, or by a stall, so many took effect all the same. To repeat one of these does it twice.',
  }),
  stallMs: milliseconds(1, 600_000, 2_000).meta({
    title: 'Length of a stall',
    unit: 'ms',
    description:
      'How long a stalled request gets no answer. A write without effect so far then happens only if its caller is still there.',
  }),
  retryAfter: z.enum(['seconds', 'date', 'none']).default('seconds').meta({
    title: 'Retry-After',
    description:
      'In which of HTTP’s two forms the time to come back is named. A date has whole seconds and is never too early.',
  }),
  retryAfterSeconds: z.int().min(0).max(86_400).default(1).meta({ title: 'Come back after', unit: 's' }),
  retryAfterOn: z.enum(['refusals', 'errors']).default('refusals').meta({
    title: 'Retry-After stands on',
    description: 'refusals = 429 and 503; errors = on 500, 502 and 504 as well.',
  }),
  serviceTimeMs: milliseconds(0, 60_000, 5).meta({
    title: 'Service time',
    unit: 'ms',
    description:
      'How long a request keeps its place. Work goes on when its caller has left, as in most servers.',
  }),
  serviceTimes: z.enum(['constant', 'exponential']).default('constant').meta({
    title: 'Service times',
    description: 'constant = always the same; exponential = exponentially distributed around the mean.',
  }),
  concurrency: z.int().min(1).max(10_000).default(64).meta({
    title: 'Places',
    unit: 'requests at once',
    description: 'Requests that are served at the same time. Capacity = places ÷ service time.',
  }),
  queue: z.int().min(0).max(100_000).default(256).meta({
    title: 'Queue',
    unit: 'requests',
    description: 'Requests that wait for a place. Above it the upstream sheds: 503 with Retry-After.',
  }),
  ratePerSecond: z.number().min(0).max(100_000).default(0).meta({
    title: 'Rate limit',
    unit: 'requests/s',
    description: 'Above it the upstream answers 429 with Retry-After. 0 = no limit.',
  }),
  rateBurst: z.int().min(1).max(100_000).default(20).meta({
    title: 'Burst',
    unit: 'requests',
    description: 'So many may come at once before the rate limit holds.',
  }),
  keepAliveMs: z.int().min(1).max(600_000).default(5_000).meta({
    title: 'Idle connections end after',
    unit: 'ms',
    description: 'The upstream closes an idle connection without having announced it, as load balancers do.',
  }),
  requireIdempotencyKey: z.boolean().default(false).meta({
    title: 'Requires an idempotency key',
    description: 'A write without one is answered 400. A key that is given is honoured in any case.',
  }),
  repeatedKey: z.enum(['replay', 'conflict']).default('replay').meta({
    title: 'A key that comes again',
    description:
      'replay = the answer of the write that was done comes again (the IETF draft); conflict = 409 at each further use (the article). Keys are remembered for five minutes.',
  }),
  deduplication: z.enum(['none', 'event-and-trace']).default('none').meta({
    title: 'De-duplication',
    description:
      'event-and-trace = a write whose event id was already seen in the same trace is answered 200 and does nothing, whatever the caller does.',
  }),
})

/** A behaviour with all defaults filled in. */
export type UpstreamBehaviour = z.output<typeof upstreamBehaviourSchema>

function round(value: number): number {
  return Number(value.toPrecision(6))
}
