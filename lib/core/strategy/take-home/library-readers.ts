/** How the libraries' own parameters are read. What a reader leaves has no effect as the strategy is set. */
import { ETCD3_ATTEMPTS } from '../libraries/etcd3'
import { namesIn } from '../libraries/grpc-js'
import { AS_GOOD_AS_NEVER_MS } from '../libraries/retry-option-fields'
import { constantLaw, exponential, type DelayLaw } from './delay-law'
import { exponentialLaw, whenOpen, type ParamReader } from './param-reader'
import type { BreakerIntent, Read } from './retry-intent'
import { plain } from './number-text'

export const LIBRARY_READERS: Readonly<Record<string, (p: ParamReader) => Read>> = {
  cockatiel: (p) => {
    const maxAttempts = p.number('maxAttempts') + 1
    const breaker = p.word('breaker') === 'none' ? null : consecutiveBreaker(p)
    const law = cockatielLaw(p)
    return { maxAttempts, law, breaker, roundsToMs: law.kind === 'exponential' && law.lowShare < 1 }
  },
  'p-retry': (p) =>
    nodeRetry(p, (limitMs) => `At ${limitMs} ms p-retry cuts its last delay short, instead of giving up.`),
  'async-retry': (p) => {
    const read = nodeRetry(
      p,
      (limitMs) =>
        `async-retry looks at those ${limitMs} ms when an attempt has failed, not at the end of the wait.`,
    )
    return read.law.lowShare === read.law.highShare
      ? read
      : {
          ...read,
          others: [
            ...read.others,
            'That it draws all delays of an operation first and sorts them is left out.',
          ],
        }
  },
  'exponential-backoff': (p) => {
    const jitters = p.word('jitter') === 'full'
    return {
      maxAttempts: p.number('numOfAttempts'),
      law: exponential({
        initialMs: p.number('startingDelay'),
        factor: p.number('timeMultiple'),
        capMs: p.number('maxDelay'),
        lowShare: jitters ? 0 : 1,
      }),
      roundsToMs: jitters,
    }
  },
  opossum: (p) => ({
    maxAttempts: p.number('maxAttempts'),
    law: exponentialLaw(p, 'full'),
    breaker: {
      opens: {
        kind: 'share',
        share: p.number('errorThresholdPercentage') / 100,
        windowMs: p.number('rollingCountTimeout'),
        minCalls: p.number('volumeThreshold'),
      },
      openMs: p.number('resetTimeout'),
      probes: 1,
      whenOpen: whenOpen(p),
      countsPermanent: true,
    },
    others: [`The ${p.number('rollingCountBuckets')} parts in which opossum’s window turns are left out.`],
  }),
  'grpc-js': (p) => {
    const codes = namesIn(p.word('retryableStatusCodes'))
    return {
      maxAttempts: p.number('maxAttempts'),
      law: exponential({
        initialMs: p.number('initialBackoff'),
        factor: p.number('backoffMultiplier'),
        capMs: p.number('maxBackoff'),
        ...{ lowShare: 0.8, highShare: 1.2 },
      }),
      throttling:
        p.word('retryThrottling') === 'true'
          ? { maxTokens: p.number('maxTokens'), tokenRatio: p.number('tokenRatio') }
          : null,
      retried: `the status codes ${codes.join(', ')}`,
      grpc: { codes, loadBalancing: p.word('loadBalancing') },
    }
  },
  etcd3: () => ({
    maxAttempts: ETCD3_ATTEMPTS,
    law: constantLaw(0),
    retried: 'all but faults of the request itself (so the caller’s deadline is, too)',
    others: [
      'A breaker for each member (3 failures in a row, open for 5 s), a member drawn anew for each attempt and a new connection after each failure are the client’s own.',
    ],
  }),
}

function cockatielLaw(p: ParamReader): DelayLaw {
  if (p.word('backoff') === 'ConstantBackoff') return constantLaw(p.number('interval'))
  const [initialMs, capMs] = [p.number('initialDelay'), p.number('maxDelay')]
  const generator = p.word('generator')
  if (generator === 'decorrelatedJitterGenerator')
    return { kind: 'smoothly-decorrelated', initialMs, factor: p.number('exponent'), capMs }
  const lowShare = generator === 'fullJitterGenerator' ? 0 : generator === 'halfJitterGenerator' ? 0.5 : 1
  return exponential({ initialMs, factor: 2, capMs, lowShare })
}

function consecutiveBreaker(p: ParamReader): BreakerIntent {
  return {
    opens: { kind: 'in-a-row', failures: p.number('threshold') - 1 },
    openMs: p.number('halfOpenAfter'),
    ...{ probes: 1, whenOpen: 'wait', countsPermanent: false },
  }
}

/** @param atLimit what the library does at maxRetryTime, unlike the limit that targets know */
function nodeRetry(p: ParamReader, atLimit: (limitMs: string) => string) {
  const limitMs = p.number('maxRetryTime')
  // 0 is no limit to async-retry; no operation lasts as long as the largest one.
  const isLimited = limitMs > 0 && limitMs < AS_GOOD_AS_NEVER_MS
  const [initialMs, factor] = [p.number('minTimeout'), p.number('factor')]
  const randomizes = p.word('randomize') === 'true'
  return {
    maxAttempts: p.number('retries') + 1,
    law: exponential({
      ...{ initialMs, factor, capMs: p.number('maxTimeout') },
      ...{ highShare: randomizes ? 2 : 1, capsDraw: true },
    }),
    maxElapsedMs: isLimited ? limitMs : null,
    roundsToMs: randomizes || !Number.isInteger(initialMs) || !Number.isInteger(factor),
    others: isLimited ? [atLimit(plain(limitMs))] : [],
  }
}
