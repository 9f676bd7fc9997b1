/** P13: figures of a production system: de-duplication, and a bucket on retries against an upstream that throttles. */
import { figure, type Arithmetic } from '../../published/claim'
import { retriesPerSecond, successRate } from '../../published/measured'
import { figureText } from '../../published/words'
import type { ExperimentSpec, StrategyChoice } from '../spec'
import { presetOf } from './preset'

const CONFLICT = 'Unique key, a repetition conflicts'
const DEDUPLICATED = 'De-duplicated by event and trace'
const MAX_ATTEMPTS = 4

/** Share of attempts that end in an error. */
function errorShare({ target }: ExperimentSpec): number {
  return target.kind === 'http' ? (target.behaviour?.answers['500'] ?? 0) / 100 : 0
}

function conflicting(spec: ExperimentSpec): Arithmetic {
  return {
    figure: figureText(1 - errorShare(spec), 'percent'),
    because: 'whoever failed once conflicts with itself ever after, so only first attempts succeed',
  }
}

function repeatable(spec: ExperimentSpec, { params }: StrategyChoice): Arithmetic {
  const attempts = Number(params.maxAttempts)
  return {
    figure: figureText(1 - errorShare(spec) ** attempts, 'percent'),
    because: `not all of ${attempts} attempts answered with an error`,
  }
}

export const p13Deduplication = presetOf({
  name: 'p13-deduplication',
  title: 'P13 · De-duplication of retries',
  description:
    'Writes to an upstream that answers 500 to one in ten, with a Retry-After of 0 so that the article’s own reading of statuses retries it, and has done half of those all the same. With a unique key any second use of it conflicts (409), as the article has its tokens and its database, and the write is reported as failed; with de-duplication by event id and trace id the repetition is answered 200 and does nothing. Both arms have the same luck. The article’s rates depend on how often its own upstream failed, which it does not say.',
  source: {
    ...{ article: 1, section: 'chapter 5', title: 'Idempotent retries by event sourcing' },
    quote: '该设计使重试成功率从92.7%提升至99.98%，且避免了数据库唯一键冲突异常',
  },
  claims: [
    {
      ...{ strategy: CONFLICT, metric: 'writes that succeed', unit: 'percent', published: '92.7 %' },
      ...{ figure: figure(0.927, 0.0005), arithmetic: conflicting, measure: successRate },
    },
    {
      ...{ strategy: DEDUPLICATED, metric: 'writes that succeed', unit: 'percent', published: '99.98 %' },
      ...{ figure: figure(0.9998, 0.00005), arithmetic: repeatable, measure: successRate },
    },
  ],
  input: {
    name: 'P13: repetitions that conflict, and repetitions that are known',
    target: {
      kind: 'http',
      behaviour: {
        ...{ answers: { '500': 10 }, effectBeforeErrorPercent: 50, serviceTimeMs: 20 },
        ...{ retryAfterOn: 'errors', retryAfterSeconds: 0 },
        ...{ repeatedKey: 'conflict', deduplication: 'event-and-trace' },
      },
    },
    workload: { putShare: 1, load: { mode: 'closed', concurrency: 8 } },
    attemptTimeoutMs: 1_000,
    operationDeadlineMs: 10_000,
    strategies: [
      {
        use: 'guarded',
        label: CONFLICT,
        params: {
          ...{ idempotencyKey: 'operation-id', maxAttempts: MAX_ATTEMPTS },
          ...{ initialDelayMs: 20, maxDelayMs: 200, statuses: 'articles' },
        },
      },
      {
        use: 'exponential',
        label: DEDUPLICATED,
        params: { initialDelayMs: 20, maxDelayMs: 200, maxAttempts: MAX_ATTEMPTS, statuses: 'articles' },
      },
    ],
    trialDurationMs: 60_000,
  },
})

const PLAIN = 'Plain retry, 1 ms'
const BUCKET = 'Retry token bucket, 200/s'

function bucketRate({ trialDurationMs }: ExperimentSpec, { params }: StrategyChoice): Arithmetic {
  const [rate, burst] = [Number(params.ratePerSecond), Number(params.burst)]
  const most = rate + (1_000 * burst) / trialDurationMs
  return {
    figure: `at most ${figureText(most, 'per-second')}`,
    because: `the bucket’s rate, and its burst of ${burst} over the window`,
  }
}

export const p13Bucket = presetOf({
  name: 'p13-bucket',
  title: 'P13 · A token bucket on retries',
  description:
    'An upstream that takes fifty requests a second and answers 429 to all others, without saying when to come back; 200 callers, first with a plain retry after 1 ms, then with a token bucket of 200 retries a second. One after the other, because they would take the capacity from each other. How many retries a node can make without the bucket is a question of the machine; what the bucket lets through is not.',
  source: {
    ...{ article: 1, section: 'chapter 5', title: 'The retry storm of a throttled upstream' },
    quote: '单节点每秒重试请求达8400次；引入令牌桶限流器对重试请求进行速率控制（QPS≤200）',
  },
  claims: [
    {
      ...{ strategy: PLAIN, metric: 'retries', unit: 'per-second', published: '8,400/s' },
      ...{ figure: figure(8_400, 50), measure: retriesPerSecond },
    },
    {
      ...{ strategy: BUCKET, metric: 'retries', unit: 'per-second', published: 'at most 200/s' },
      ...{ figure: { kind: 'range', from: 0, to: 201 }, arithmetic: bucketRate, measure: retriesPerSecond },
    },
  ],
  input: {
    name: 'P13: retries against an upstream that throttles',
    target: {
      kind: 'http',
      behaviour: { ...{ ratePerSecond: 50, retryAfter: 'none', serviceTimeMs: 1, concurrency: 1_000 } },
    },
    workload: { putShare: 0, load: { mode: 'closed', concurrency: 200 } },
    attemptTimeoutMs: 5_000,
    operationDeadlineMs: 10_000,
    strategies: [
      { use: 'constant', label: PLAIN, params: { delayMs: 1, maxAttempts: 50 } },
      {
        use: 'retry-token-bucket',
        label: BUCKET,
        params: { ratePerSecond: 200, burst: 20, initialDelayMs: 20, maxDelayMs: 200, maxAttempts: 10 },
      },
    ],
    arms: 'sequential',
    trialDurationMs: 30_000,
  },
})
