/** P3: throughput against error rate under 100 ± 50 ms. */
import {
  failsAfter,
  lateLaw,
  meanTimeMs,
  nominalWaits,
  retryTimeQuantileMs,
} from '../../published/arithmetic'
import { figure, type Arithmetic, type Claim } from '../../published/claim'
import { failureRate, retryTimeP99, throughput, throughputRatio } from '../../published/measured'
import { figureText } from '../../published/words'
import type { ExperimentSpec, StrategyChoice } from '../spec'
import { presetOf } from './preset'

const FIXED = 'Fixed 1 s'
const EXPONENTIAL = 'Exponential 2^k × 100 ms'
const WINDOW = 'Adaptive window'
const MAX_ATTEMPTS = 4

/** Waits that are learned are not known beforehand. */
const isKnown = ({ use }: StrategyChoice) => use !== 'adaptive-window'

function perSecond(spec: ExperimentSpec, strategy: StrategyChoice): number | null {
  const { load } = spec.workload
  if (load.mode !== 'closed' || !isKnown(strategy)) return null
  return (1_000 * load.concurrency) / meanTimeMs(lateLaw(spec), nominalWaits(strategy))
}

function throughputs(spec: ExperimentSpec, strategy: StrategyChoice): Arithmetic | null {
  const value = perSecond(spec, strategy)
  return value === null
    ? null
    : {
        figure: figureText(value, 'per-second'),
        because: 'callers ÷ mean time of an operation; the article does not name its callers',
      }
}

function ratios(spec: ExperimentSpec, strategy: StrategyChoice): Arithmetic | null {
  const fixed = spec.strategies.find(({ label }) => label === FIXED)
  const [own, other] = [perSecond(spec, strategy), fixed ? perSecond(spec, fixed) : null]
  return own === null || other === null
    ? null
    : { figure: figureText(own / other, 'times'), because: 'mean times, whoever calls' }
}

function failing(spec: ExperimentSpec, strategy: StrategyChoice): Arithmetic {
  const attempts = nominalWaits(strategy).length + 1
  return {
    figure: figureText(failsAfter(lateLaw(spec).late, attempts), 'percent'),
    because: `all of ${attempts} attempts late: the same for every way of waiting`,
  }
}

function retryTimes(spec: ExperimentSpec, strategy: StrategyChoice): Arithmetic | null {
  if (!isKnown(strategy)) return null
  const value = retryTimeQuantileMs(0.99, lateLaw(spec), nominalWaits(strategy))
  return { figure: figureText(value, 'ms'), because: 'from the first failure on, with the nominal waits' }
}

const claimsOf = (strategy: string, [rate, errors, p99]: readonly [number, number, number]): Claim[] => [
  {
    ...{ strategy, metric: 'throughput', unit: 'per-second', published: `${rate}/s` },
    ...{ figure: figure(rate, 0.5), arithmetic: throughputs, measure: throughput },
  },
  {
    ...{ strategy, metric: 'errors', unit: 'percent', published: `${errors} %` },
    ...{ figure: figure(errors / 100, 0.0005), arithmetic: failing, measure: failureRate },
  },
  {
    ...{ strategy, metric: 'retry time, P99', unit: 'ms', published: `${p99.toLocaleString('en-GB')} ms` },
    ...{ figure: figure(p99, 0.5), arithmetic: retryTimes, measure: retryTimeP99 },
  },
]

const ratioClaim = (strategy: string, ratio: number): Claim => ({
  ...{ strategy, metric: 'throughput against fixed 1 s', unit: 'times' },
  ...{ published: `${ratio.toFixed(2)}× (of the figures above)`, figure: figure(ratio, 0.02) },
  ...{ arithmetic: ratios, measure: throughputRatio(FIXED) },
})

export const p3 = presetOf({
  name: 'p3',
  title: 'P3 · Throughput against errors, 100 ± 50 ms',
  description:
    'GETs through a latency that is uniform from 50 to 150 ms, which Toxiproxy gives each answer; the article delayed packets with netem. It names neither callers, nor a time-out, nor a limit of attempts: here 16 callers ask without a pause, an attempt has 100 ms, the mean latency, and there are four. Its 5xx errors are read as operations that failed. All strategies make as many attempts, and an attempt’s luck does not depend on the wait before it: their error rates must be alike. Throughput depends on the callers, so its ratio stands beside it.',
  source: {
    ...{ article: 1, section: '§4.1', title: 'Throughput against error rate' },
    quote:
      '固定间隔(1s)：82、12.7%、1124；指数退避(2^k×100ms)：136、3.1%、892；自适应窗口(基于RTT-P99)：158、1.4%、637',
  },
  claims: [
    ...claimsOf(FIXED, [82, 12.7, 1_124]),
    ...claimsOf(EXPONENTIAL, [136, 3.1, 892]),
    ratioClaim(EXPONENTIAL, 136 / 82),
    ...claimsOf(WINDOW, [158, 1.4, 637]),
    ratioClaim(WINDOW, 158 / 82),
  ],
  input: {
    name: 'P3: throughput against errors at 100 ± 50 ms',
    target: { kind: 'http', behaviour: { serviceTimeMs: 0, concurrency: 1_000 } },
    workload: { putShare: 0, load: { mode: 'closed', concurrency: 16 } },
    attemptTimeoutMs: 100,
    operationDeadlineMs: 30_000,
    strategies: [
      { use: 'constant', label: FIXED, params: { delayMs: 1_000, maxAttempts: MAX_ATTEMPTS } },
      {
        use: 'fixed-exponential',
        label: EXPONENTIAL,
        params: { initialDelayMs: 100, maxDelayMs: 3_000, maxAttempts: MAX_ATTEMPTS },
      },
      { use: 'adaptive-window', label: WINDOW, params: { maxAttempts: MAX_ATTEMPTS } },
    ],
    matrix: { latencyMs: [100], jitterMs: [50] },
    trialDurationMs: 60_000,
  },
})
