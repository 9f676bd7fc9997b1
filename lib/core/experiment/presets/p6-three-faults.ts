/** P6: three faults at once, staggered, under concurrent reads and writes. */
import { atLeast, between, figure, type Claim } from '../../published/claim'
import { foundIn, ofFigures, perLeaderChange, receiptLine } from '../../published/measured'
import { presetOf } from './preset'
import { threeFaults } from './three-faults'

const NO_RETRY = 'No retry'
const HASTY = 'Constant 20 ms'
const PATIENT = 'Exponential, full jitter'
const WINDOW_MS = 20_000

const slow = (strategy: string): Claim => ({
  ...{ strategy, metric: 'time of an operation, P99', unit: 'ms', published: 'above 2 s' },
  ...{ figure: atLeast(2_000), measure: ofFigures(({ p99LatencyMs }) => p99LatencyMs) },
})

const blocked = (strategy: string): Claim => ({
  ...{ strategy, metric: 'longest time without progress at the switch', unit: 'ms' },
  ...{ published: '200 to 800 ms', figure: between(200, 800) },
  measure: perLeaderChange(({ stalledMs }) => stalledMs),
})

export const p6 = presetOf({
  name: 'p6',
  title: 'P6 · Three faults at once',
  description:
    'Latency 500 ± 100 ms, then a leader transfer, then names that no longer resolve, each while the one before still acts, under reads and writes at once. Raft proposals that pend stand in the series of a trial. Names bite only where a new connection is opened: none of these faults breaks one, so the probes of the receipt tell what happens to new ones. The pool is the channels of an arm, of which those without a connection are counted at their peak.',
  source: {
    ...{ article: 1, section: '§4.3', title: 'Three faults, one on top of the other' },
    quote: '请求 P99 延迟 >2s，连接池耗尽；写入阻塞 200–800ms，Raft 日志积压；新建连接永久失败，重试风暴',
  },
  claims: [
    slow(NO_RETRY),
    slow(PATIENT),
    {
      ...{ strategy: HASTY, metric: 'connections that were not up, at most at once', unit: 'count' },
      ...{ published: 'the pool is exhausted', figure: atLeast(1) },
      measure: ({ figures: { peaks } }) =>
        peaks?.connectionsWaiting == null
          ? { kind: 'unknown', why: 'nobody could tell how many connections were waited for' }
          : {
              kind: 'count',
              count: peaks.connectionsWaiting,
              of: 'channels without a connection, at most at once',
            },
    },
    blocked(NO_RETRY),
    blocked(PATIENT),
    {
      ...{ strategy: null, metric: 'new connections that fail while names do not resolve', unit: 'percent' },
      ...{ published: 'all of them', figure: figure(1, 0) },
      measure: receiptLine('names-failed', (percent) => percent / 100),
    },
    {
      ...{ strategy: HASTY, metric: 'retry storms', unit: 'count', published: 'a storm of retries' },
      ...{ figure: atLeast(1), measure: foundIn('retry-storm', 'a retry storm') },
    },
  ],
  input: {
    name: 'P6: latency, a leader transfer, and failing names',
    workload: { putShare: 0.5, load: { mode: 'closed', concurrency: 16 } },
    attemptTimeoutMs: 1_000,
    operationDeadlineMs: 5_000,
    strategies: [
      { use: 'no-retry', label: NO_RETRY },
      { use: 'constant', label: HASTY, params: { delayMs: 20, maxAttempts: 10 } },
      {
        use: 'exponential',
        label: PATIENT,
        params: { initialDelayMs: 100, maxDelayMs: 2_000, maxAttempts: 6 },
      },
    ],
    scenario: threeFaults(WINDOW_MS),
    trialDurationMs: WINDOW_MS,
    repetitions: 3,
  },
})
