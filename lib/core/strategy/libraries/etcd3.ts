/**
 * etcd3 1.1.2 as it comes, described; lib/lab/etcd/etcd3-client.ts drives it.
 * Policies: its lib/connection-pool.js (exec, withConnection, defaultCircuitBreaker). What it retries: its lib/errors.js.
 */
import { z } from 'zod'
import type { StrategyDescription } from '../strategy'

/** The first, and three retries: `maxAttempts` of its global policy counts retries. */
export const ETCD3_ATTEMPTS = 4

const params = z.strictObject({})

export const etcd3: StrategyDescription<typeof params> = {
  name: 'etcd3',
  title: 'etcd3 as it comes',
  group: 'library',
  description:
    'The npm package etcd3 1.1.2 itself, with nothing changed: up to 3 retries without delay, each at a member drawn anew, a circuit breaker per member (3 failures in a row, open for 5 s), and a new connection to a member after each recoverable error of it. It takes every error for recoverable that is not the request’s own fault, the caller’s deadline among them, and retries puts and transactions like reads: a put whose answer was lost is applied twice. It knows no time-out per attempt: each call has until the operation’s deadline, and an answer that never comes is waited for until then. At the deadline it still makes its retries, which fail at once and count for its breakers. It has no parameters here, because what is changed is not what comes. It chooses the members by Math.random, so a run cannot be reproduced, and has one connection per member.',
  params,
  delayBounds: (_values, retry) => (retry < ETCD3_ATTEMPTS ? { nominalMs: 0, minMs: 0, maxMs: 0 } : null),
  client: () => ({ kind: 'etcd3' }),
  outOfReach: {
    loss: 'Loss is given per attempt by the plain client, which sends a lost one down another path; etcd3 sends its attempts itself, on connections of its own. Latency, leader switches and cut connections reach it.',
    'name-failure':
      'Names fail in the plain client’s own resolver; etcd3 is given the members by address, so it resolves nothing.',
  },
}
