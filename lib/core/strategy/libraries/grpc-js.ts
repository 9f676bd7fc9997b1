/**
 * The retries of @grpc/grpc-js 1.14.7 by service config, described; lib/lab/etcd/grpc-js-client.ts drives them.
 * Formula, counting, throttling: its build/src/retrying-call.js. What a config may say: its build/src/service-config.js.
 */
import { z } from 'zod'
import type { GrpcServiceConfig } from '../library-client'
import type { StrategyDescription } from '../strategy'
import { protobufDuration } from '../take-home/number-text'

/** Status codes by their names, all but OK. */
export const GRPC_STATUS_NAMES: readonly string[] = [
  ...['CANCELLED', 'UNKNOWN', 'INVALID_ARGUMENT', 'DEADLINE_EXCEEDED', 'NOT_FOUND', 'ALREADY_EXISTS'],
  ...['PERMISSION_DENIED', 'RESOURCE_EXHAUSTED', 'FAILED_PRECONDITION', 'ABORTED', 'OUT_OF_RANGE'],
  ...['UNIMPLEMENTED', 'INTERNAL', 'UNAVAILABLE', 'DATA_LOSS', 'UNAUTHENTICATED'],
]

/** Below a microsecond a duration of the config would be 0, which gRPC refuses. */
function backoffMs(name: string, byDefault: number, description: string) {
  return z.number().min(0.001).max(600_000).default(byDefault).meta({ title: name, unit: 'ms', description })
}

const params = z
  .strictObject({
    maxAttempts: z.int().min(2).max(5).default(4).meta({
      title: 'maxAttempts',
      unit: 'attempts',
      description: 'The first attempt included. grpc-js makes at most 5, whatever a config says.',
    }),
    initialBackoff: backoffMs('initialBackoff', 100, 'Delay before the first retry, ± 20 %.'),
    maxBackoff: backoffMs('maxBackoff', 1_000, 'No nominal delay exceeds this.'),
    backoffMultiplier: z.number().min(1).max(10).default(2).meta({
      title: 'backoffMultiplier',
      unit: '×',
      description: 'Growth of the delay from retry to retry.',
    }),
    retryableStatusCodes: z
      .string()
      .max(200)
      .default('UNAVAILABLE')
      .refine((text) => namesIn(text).every((name) => GRPC_STATUS_NAMES.includes(name)), {
        message: `must be names of gRPC status codes with commas between them: ${GRPC_STATUS_NAMES.join(', ')}`,
      })
      .meta({
        title: 'retryableStatusCodes',
        description: 'Only these are retried; several with commas between them.',
      }),
    retryThrottling: z.boolean().default(false).meta({
      title: 'retryThrottling',
      description: 'Stops retries of all operations of the arm while half of the tokens are gone.',
    }),
    maxTokens: z.number().min(0.001).max(1_000).default(10).meta({
      title: 'maxTokens',
      unit: 'tokens',
      description: 'retryThrottling: each retryable failure costs one; retries need more than half of these.',
    }),
    tokenRatio: z.number().min(0.001).max(10).default(0.1).meta({
      title: 'tokenRatio',
      unit: 'tokens',
      description: 'retryThrottling: what each success gives back.',
    }),
    loadBalancing: z.enum(['round_robin', 'pick_first']).default('round_robin').meta({
      title: 'loadBalancingConfig',
      description:
        'round_robin = each attempt goes to the next connected member; pick_first, the library’s default = one member, another one only when that cannot be reached.',
    }),
  })
  .refine((value) => value.maxBackoff >= value.initialBackoff, {
    path: ['maxBackoff'],
    message: 'maxBackoff must not be below initialBackoff',
  })

export type GrpcJsParams = z.output<typeof params>

export const grpcJs: StrategyDescription<typeof params> = {
  name: 'grpc-js',
  title: 'grpc-js 1 retries',
  group: 'library',
  description:
    'The npm package @grpc/grpc-js 1.14.7 itself: one call per operation on channels that know all members, repeated by the retry policy of a gRPC service config. It retries by status code alone, puts like gets, so a put whose answer was lost may be applied twice; once the head of an answer has come it retries no more. An attempt has no time-out of its own: the call has until the operation’s deadline, and an answer that never comes is waited for until then. Its attempts are counted where its load balancer picks a member for each. It does not tell the delay it drew (± 20 %, by Math.random): only the delay that passed is recorded. Besides, it repeats calls that never left the client (transparent retries). It chooses the members itself; the channels reconnect as those of the other arms.',
  params,
  delayBounds: ({ maxAttempts, initialBackoff, backoffMultiplier, maxBackoff }, retry) => {
    if (retry >= maxAttempts) return null
    const nominalMs = Math.min(initialBackoff * backoffMultiplier ** (retry - 1), maxBackoff)
    return { nominalMs, minMs: nominalMs * 0.8, maxMs: nominalMs * 1.2 }
  },
  client: (values) => ({ kind: 'grpc-js', serviceConfig: serviceConfigOf(values) }),
  outOfReach: {
    loss: 'Loss is given per attempt by the plain client, which sends a lost one down another path; grpc-js sends its attempts itself, on channels of its own. Latency, leader switches and cut connections reach it.',
    'name-failure':
      'Names fail in the plain client’s own resolver; grpc-js is given the members by address, so it resolves nothing.',
  },
}

function serviceConfigOf(values: GrpcJsParams): GrpcServiceConfig {
  const { maxAttempts, backoffMultiplier, maxTokens, tokenRatio } = values
  return {
    loadBalancingConfig: [{ [values.loadBalancing]: {} }],
    methodConfig: [
      {
        // An empty name stands for all methods.
        name: [{}],
        retryPolicy: {
          maxAttempts,
          initialBackoff: protobufDuration(values.initialBackoff),
          maxBackoff: protobufDuration(values.maxBackoff),
          backoffMultiplier,
          retryableStatusCodes: namesIn(values.retryableStatusCodes),
        },
      },
    ],
    ...(values.retryThrottling && { retryThrottling: { maxTokens, tokenRatio } }),
  }
}

/** The names in a text with commas between them. */
export function namesIn(text: string): string[] {
  return text.split(',').map((name) => name.trim())
}
