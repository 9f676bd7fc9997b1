/** P1: latency 800 ± 300 ms on a GET of /data, and four ways to meet it. */
import {
  failsAfter,
  lateLaw,
  meanTimeMs,
  nominalWaits,
  timeQuantileMs,
  waitsWithin,
} from '../../published/arithmetic'
import { figure, type Arithmetic, type Claim } from '../../published/claim'
import { failureRate, meanTimeRatio, ofFigures, successRate } from '../../published/measured'
import { figureText } from '../../published/words'
import type { ExperimentSpec, StrategyChoice } from '../spec'
import { presetOf } from './preset'

const NO_RETRY = 'No retry'
const LINEAR = 'Linear'
const AS_SHIPPED = 'backoff/v4, factor 1.5'
const AS_PRINTED = 'backoff/v4, factor 2'

const backoffV4 = (multiplier: number) => ({
  use: 'backoff-v4',
  params: { initialIntervalMs: 100, maxIntervalMs: 2_000, maxElapsedTimeMs: 10_000, multiplier },
})

/** The waits that an operation can have before its attempts or its elapsed time run out. */
function waitsOf(strategy: StrategyChoice, { attemptTimeoutMs }: ExperimentSpec): number[] {
  const { maxElapsedTimeMs = Infinity } = strategy.params as { maxElapsedTimeMs?: number }
  return waitsWithin(nominalWaits(strategy), attemptTimeoutMs, maxElapsedTimeMs)
}

function failing(spec: ExperimentSpec, strategy: StrategyChoice): Arithmetic {
  const { late } = lateLaw(spec)
  const attempts = waitsOf(strategy, spec).length + 1
  const share = figureText(late, 'percent')
  return {
    figure: figureText(failsAfter(late, attempts), 'percent'),
    because:
      attempts === 1
        ? `so much of a uniform latency lies above the time-out of ${spec.attemptTimeoutMs} ms`
        : `${attempts} attempts, each late with ${share}`,
  }
}

function succeeding(spec: ExperimentSpec, strategy: StrategyChoice): Arithmetic {
  const { because } = failing(spec, strategy)
  const attempts = waitsOf(strategy, spec).length + 1
  return { figure: figureText(1 - failsAfter(lateLaw(spec).late, attempts), 'percent'), because }
}

function p99(spec: ExperimentSpec, strategy: StrategyChoice): Arithmetic {
  return {
    figure: figureText(timeQuantileMs(0.99, lateLaw(spec), waitsOf(strategy, spec)), 'ms'),
    because: 'uniform latencies and the nominal waits, without jitter',
  }
}

const exponential = (strategy: string): Claim[] => [
  {
    ...{ strategy, metric: 'requests that succeed', unit: 'percent', published: '99.7 %' },
    ...{ figure: figure(0.997, 0.0005), arithmetic: succeeding, measure: successRate },
  },
  {
    ...{ strategy, metric: 'time of a request, P99', unit: 'ms', published: '3.1 s' },
    ...{ figure: figure(3_100, 50), arithmetic: p99 },
    measure: ofFigures(({ p99LatencyMs }) => p99LatencyMs),
  },
]

export const p1 = presetOf({
  name: 'p1',
  title: 'P1 · Latency 800 ± 300 ms on a GET',
  description:
    'GETs of /data through a latency that is uniform from 500 to 1,100 ms, by four strategies at once. The article prints waits of 100, 200, 400 ms, but backoff/v4’s own factor is 1.5, so both stand here. Our readings: an attempt is given up at 900 ms, because requests are said to fail from 900 ms on; linear waits 100, 200, 300 ms, four attempts in all.',
  source: {
    ...{ article: 1, section: '§2.1', title: 'Exponential backoff and Toxiproxy’s latency' },
    quote:
      '无重试：85% 请求在 ≥900ms 延迟下失败；纯线性重试：平均耗时增加 3.2×，仍存在 12% 失败率；backoff/v4 + toxiproxy@800±300ms：成功率提升至 99.7%，P99 耗时稳定在 3.1s',
  },
  claims: [
    {
      ...{ strategy: NO_RETRY, metric: 'requests that fail', unit: 'percent', published: '85 %' },
      ...{ figure: figure(0.85, 0.005), arithmetic: failing, measure: failureRate },
    },
    {
      ...{ strategy: LINEAR, metric: 'requests that fail', unit: 'percent', published: '12 %' },
      ...{ figure: figure(0.12, 0.005), arithmetic: failing, measure: failureRate },
    },
    {
      ...{ strategy: LINEAR, metric: 'mean time against no retry', unit: 'times', published: '3.2×' },
      figure: figure(3.2, 0.05),
      arithmetic: (spec, strategy) => ({
        figure: figureText(
          meanTimeMs(lateLaw(spec), waitsOf(strategy, spec)) / meanTimeMs(lateLaw(spec), []),
          'times',
        ),
        because: 'late attempts take their time-out, then the wait and the next attempt follow',
      }),
      measure: meanTimeRatio(NO_RETRY),
    },
    ...exponential(AS_SHIPPED),
    ...exponential(AS_PRINTED),
  ],
  input: {
    name: 'P1: latency 800 ± 300 ms on a GET of /data',
    target: { kind: 'http', behaviour: { serviceTimeMs: 0, concurrency: 1_000 } },
    workload: { putShare: 0, load: { mode: 'closed', concurrency: 24 } },
    attemptTimeoutMs: 900,
    operationDeadlineMs: 15_000,
    strategies: [
      { use: 'no-retry', label: NO_RETRY },
      { use: 'linear', label: LINEAR, params: { stepMs: 100, maxDelayMs: 2_000, maxAttempts: 4 } },
      { label: AS_SHIPPED, ...backoffV4(1.5) },
      { label: AS_PRINTED, ...backoffV4(2) },
    ],
    matrix: { latencyMs: [800], jitterMs: [300] },
    trialDurationMs: 60_000,
  },
})
