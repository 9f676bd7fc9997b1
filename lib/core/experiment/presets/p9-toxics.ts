/** P9: the two toxics of the article's Compose topology, each by itself. */
import { figure } from '../../published/claim'
import { ofFigures } from '../../published/measured'
import { figureText } from '../../published/words'
import { faultPoints } from '../fault-points'
import type { ExperimentSpecInput } from '../spec'
import { presetOf } from './preset'

const NO_RETRY = 'No retry'
const RETRY = 'Exponential, full jitter'

const source = {
  ...({ article: 1, section: '§3.1', title: 'Toxics in front of etcd' } as const),
  quote: 'latency latency=1500 强制 1.5s 延迟；timeout timeout=500 500ms 连接超时',
}

const strategies: ExperimentSpecInput['strategies'] = [
  { use: 'no-retry', label: NO_RETRY },
  { use: 'exponential', label: RETRY, params: { initialDelayMs: 100, maxDelayMs: 1_000, maxAttempts: 3 } },
]

const p50 = ofFigures(({ p50LatencyMs }) => p50LatencyMs)

export const p9Latency = presetOf({
  name: 'p9-latency',
  title: 'P9 · Toxic: latency 1500 ± 200 ms',
  description:
    'The first of the two toxics that the article sets in front of etcd: 1,500 ± 200 ms on replies, as its call names no stream. An answer of etcd is several pieces, each with a delay of its own, and pays the largest of them: somewhat more than 1.5 s. Attempts have three seconds, so nothing should fail.',
  source,
  claims: [
    {
      ...{ strategy: NO_RETRY, metric: 'time of an operation, P50', unit: 'ms', published: '1.5 s' },
      figure: figure(1_500, 50),
      arithmetic: ({ matrix }) => {
        const { latencyMs = 0, jitterMs = 0 } = faultPoints(matrix)[0] ?? {}
        return {
          figure: `${figureText(latencyMs, 'ms')} to ${figureText(latencyMs + jitterMs, 'ms')}`,
          because: 'the median of the largest of several uniform delays',
        }
      },
      measure: p50,
    },
  ],
  input: {
    name: 'P9: latency 1500 ± 200 ms in front of etcd',
    workload: { load: { mode: 'closed', concurrency: 24 } },
    attemptTimeoutMs: 3_000,
    operationDeadlineMs: 12_000,
    strategies,
    matrix: { latencyMs: [1_500], jitterMs: [200] },
    trialDurationMs: 45_000,
  },
})

export const p9Timeout = presetOf({
  name: 'p9-timeout',
  title: 'P9 · Toxic: timeout 500 ms',
  description:
    'The second toxic by itself: everything that comes back is dropped, and a connection is closed after 500 ms of silence. That is an idle time-out, not one of connecting: each piece that arrives starts it anew. The article has it in front of etcd; here it stands in front of an HTTP upstream, because a gRPC channel that was closed fails all further calls within milliseconds while it connects anew, and hardly any of them would meet the toxic. Requests arrive and are executed, and no answer comes; retries are in vain.',
  source,
  claims: [
    {
      ...{ strategy: NO_RETRY, metric: 'time until an operation fails, P50', unit: 'ms' },
      ...{ published: '500 ms', figure: figure(500, 5) },
      arithmetic: ({ scenario }) => {
        const timeoutMs = Number(scenario[0]?.params.timeoutMs ?? 0)
        return {
          figure: `${figureText(timeoutMs, 'ms')} or more`,
          because: 'the answer that is dropped starts the time anew',
          bounds: { from: timeoutMs, to: Infinity },
        }
      },
      measure: p50,
    },
  ],
  input: {
    name: 'P9: timeout 500 ms in front of the target',
    target: { kind: 'http', behaviour: { serviceTimeMs: 0, concurrency: 1_000 } },
    workload: { load: { mode: 'closed', concurrency: 8 } },
    attemptTimeoutMs: 2_000,
    operationDeadlineMs: 8_000,
    strategies,
    scenario: [{ fault: 'timeout', atMs: 0, params: { timeoutMs: 500 } }],
    trialDurationMs: 40_000,
  },
})
