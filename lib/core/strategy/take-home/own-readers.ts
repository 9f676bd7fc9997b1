/** How the registry's strategies are read; one without a reader is read by the names that strategies share. */
import { constantLaw, exponential } from './delay-law'
import { exponentialLaw, whenOpen, type ParamReader } from './param-reader'
import type { Read } from './retry-intent'

export const OWN_READERS: Readonly<Record<string, (p: ParamReader) => Read>> = {
  'no-retry': () => ({ maxAttempts: 1, law: constantLaw(0) }),
  constant: (p) => ({ maxAttempts: p.number('maxAttempts'), law: constantLaw(p.number('delayMs')) }),
  leaky: (p) => ({
    maxAttempts: p.number('maxAttempts'),
    law: constantLaw(p.number('delayMs')),
    others: ['That it goes on behind its caller’s back after the deadline is left out: it is a mistake.'],
  }),
  linear: (p) => ({
    maxAttempts: p.number('maxAttempts'),
    law: { kind: 'linear', stepMs: p.number('stepMs'), capMs: p.number('maxDelayMs') },
  }),
  'fixed-exponential': (p) => ({ maxAttempts: p.number('maxAttempts'), law: exponentialLaw(p, 'none') }),
  'additive-jitter': (p) => {
    const law = exponentialLaw(p, 'none')
    return {
      maxAttempts: p.number('maxAttempts'),
      law: { ...law, addedMs: law.initialMs * p.number('jitterShare') },
    }
  },
  exponential: (p) => ({ maxAttempts: p.number('maxAttempts'), law: exponentialLaw(p, 'full') }),
  decorrelated: (p) => ({
    maxAttempts: p.number('maxAttempts'),
    law: { kind: 'decorrelated', baseMs: p.number('baseMs'), capMs: p.number('maxDelayMs') },
  }),
  'backoff-v4': (p) => {
    const spread = p.number('randomizationFactor')
    return {
      maxAttempts: p.number('maxRetries') + 1,
      maxElapsedMs: p.number('maxElapsedTimeMs') || null,
      law: exponential({
        initialMs: p.number('initialIntervalMs'),
        factor: p.number('multiplier'),
        capMs: p.number('maxIntervalMs'),
        ...{ lowShare: 1 - spread, highShare: 1 + spread },
      }),
    }
  },
  'deadline-aware': (p) => {
    const budgetMs = p.number('budgetMs')
    return {
      maxAttempts: p.number('maxAttempts'),
      law: exponentialLaw(p, 'full'),
      ...{ maxElapsedMs: budgetMs, ownDeadlineMs: budgetMs, deadlineAware: true },
    }
  },
  breaker: readBreaker,
  'leader-watch-breaker': readBreaker,
  'failure-rate-breaker': (p) => ({
    maxAttempts: p.number('maxAttempts'),
    law: exponentialLaw(p, 'full'),
    breaker: {
      opens: {
        kind: 'share',
        share: p.number('failureShare'),
        windowMs: p.number('windowMs'),
        minCalls: p.number('minCalls'),
      },
      openMs: p.number('openMs'),
      probes: p.number('probes'),
      whenOpen: whenOpen(p),
      countsPermanent: false,
    },
  }),
  'grpc-throttling': (p) => ({
    maxAttempts: p.number('maxAttempts'),
    law: exponentialLaw(p, 'full'),
    throttling: { maxTokens: p.number('maxTokens'), tokenRatio: p.number('tokenRatio') },
  }),
  guarded: (p) => {
    const guards = p.word('idempotencyKey') === 'none'
    return {
      maxAttempts: p.number('maxAttempts'),
      law: exponentialLaw(p, 'full'),
      ...(guards && { retried: 'all but permanent ones and writes that may have happened' }),
      others: guards
        ? ['The guard (Idempotency key none): that a write may have happened is known to no target.']
        : [
            'The key (Idempotency key operation-id): each write has to carry its operation’s id, and the target to know a repetition by it.',
          ],
    }
  },
  // Its first level; the queue and the ticket are what is left.
  degradation: (p) => ({
    maxAttempts: p.number('inlineRetries') + 1,
    law: exponentialLaw(p, 'full'),
    goesOn: true,
  }),
}

function readBreaker(p: ParamReader): Read {
  const clearsEveryMs = p.number('intervalMs')
  return {
    maxAttempts: p.number('maxAttempts'),
    law: exponentialLaw(p, 'full'),
    breaker: {
      opens: {
        kind: 'in-a-row',
        failures: p.number('consecutiveFailures'),
        ...(clearsEveryMs > 0 && { clearsEveryMs }),
      },
      openMs: p.number('openMs'),
      probes: p.number('maxRequests'),
      whenOpen: whenOpen(p),
      countsPermanent: true,
    },
  }
}
