/**
 * Hedging: when an attempt has not answered after a while, another one is sent to the next member without giving up on
 * the first. The first success wins and the others are cancelled.
 *
 * Semantics of gRPC's hedging policy (proposal A6, "gRPC Retry Design", sections Hedging Policy, Throttling, Pushback):
 * attempts are sent hedgingDelay apart; a non-fatal failure sends the next one at once, or when the server asks for it; a
 * fatal one ends it all; throttling, where it is configured, holds hedges back but never the first attempt. A6's pushback "do
 * not retry" is sent by no target that is known here. Idea and effect: J. Dean and L. A. Barroso, "The Tail at Scale", CACM
 * 2013.
 */
import { z } from 'zod'
import { Hedge } from './hedge'
import { withHttp } from './parts/http-params'
import { durationMs, maxAttempts } from './parts/params'
import { grpcThrottling } from './parts/retry-budgets'
import { throttlingFields } from './parts/throttling-params'
import type { StrategyDefinition } from './strategy'

const params = withHttp(
  z.strictObject({
    hedgeDelayMs: durationMs(
      100,
      'Hedging delay',
      'Without an answer for so long, another attempt is sent. About the P95 of a healthy target is usual.',
    ),
    maxAttempts: maxAttempts(3),
    nonFatal: z.enum(['temporary', 'not-executed', 'none']).default('temporary').meta({
      title: 'Non-fatal failures',
      description:
        'After these the next attempt is sent at once; any other failure ends the operation. temporary = all that repetition may help; not-executed = those of them after which it is certain that nothing happened; none = none, as gRPC has it without nonFatalStatusCodes.',
    }),
    throttling: z.enum(['off', 'on']).default('off').meta({
      title: 'Throttling',
      description:
        'on = gRPC’s retry throttling, shared by all operations: another attempt is sent only while more than half of the tokens is left. gRPC has none until it is configured.',
    }),
    ...throttlingFields,
  }),
)

export const hedging: StrategyDefinition<typeof params> = {
  name: 'hedging',
  title: 'Hedged requests',
  group: 'adaptive',
  description:
    'Sends another attempt to the next member when there is no answer after the hedging delay, or at once after a failure; the first success wins and the others are cancelled, as in gRPC’s hedging policy. It cuts the slow tail of reads at the price of more load; throttling holds that load back when the target fails. A hedged write may be applied more than once: use it for what is idempotent.',
  params,
  create: (p) => {
    const throttle = p.throttling === 'on' ? grpcThrottling(p) : null
    return { run: (call) => new Hedge(call, p, throttle).run() }
  },
  // A failure cuts the delay short.
  delayBounds: (p, retry) =>
    retry < p.maxAttempts ? { nominalMs: p.hedgeDelayMs, minMs: 0, maxMs: p.hedgeDelayMs } : null,
}
