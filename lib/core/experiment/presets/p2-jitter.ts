/** P2: jitter 100 ± 40 ms, a fixed interval against one that learns from round trips. */
import { failsAfter, lateLaw, meanRetries, nominalWaits, timeQuantileMs } from '../../published/arithmetic'
import { figure, type Arithmetic, type Claim } from '../../published/claim'
import { failureRate, ofFigures, retriesPerOperation } from '../../published/measured'
import { figureText } from '../../published/words'
import type { ExperimentSpec, StrategyChoice } from '../spec'
import { presetOf } from './preset'

const FIXED = 'Fixed 200 ms'
const ARTICLE = 'Adaptive, the article’s samples'
const KARN = 'Adaptive, Karn’s rule'
const MAX_ATTEMPTS = 5

const attemptsOf = (strategy: StrategyChoice) => nominalWaits(strategy).length + 1

function retries(spec: ExperimentSpec, strategy: StrategyChoice): Arithmetic {
  const attempts = attemptsOf(strategy)
  const { late } = lateLaw(spec)
  return {
    figure: meanRetries(late, attempts).toFixed(2),
    because: `each attempt is late with ${figureText(late, 'percent')} however long was waited before; never more than ${attempts - 1}`,
    bounds: { from: 0, to: attempts - 1 },
  }
}

function failing(spec: ExperimentSpec, strategy: StrategyChoice): Arithmetic {
  const attempts = attemptsOf(strategy)
  return {
    figure: figureText(failsAfter(lateLaw(spec).late, attempts), 'percent'),
    because: `all of ${attempts} attempts late: the same for every way of waiting`,
  }
}

function p95(spec: ExperimentSpec, strategy: StrategyChoice): Arithmetic | null {
  // Waits that are learned are not known beforehand.
  if (strategy.use !== 'constant') return null
  return {
    figure: figureText(timeQuantileMs(0.95, lateLaw(spec), nominalWaits(strategy)), 'ms'),
    because: 'uniform latencies and the fixed wait',
  }
}

interface Row {
  retries: [words: string, value: number]
  p95: [words: string, value: number]
  failures: [words: string, value: number]
}

const claimsOf = (strategy: string, row: Row): Claim[] => [
  {
    ...{ strategy, metric: 'retries per operation, mean', unit: 'count', published: row.retries[0] },
    ...{ figure: figure(row.retries[1], 0.05), arithmetic: retries, measure: retriesPerOperation },
  },
  {
    ...{ strategy, metric: 'time to the first success, P95', unit: 'ms', published: row.p95[0] },
    ...{ figure: figure(row.p95[1], 5), arithmetic: p95 },
    measure: ofFigures(({ p95LatencyMs }) => p95LatencyMs),
  },
  {
    ...{ strategy, metric: 'failures', unit: 'percent', published: row.failures[0] },
    ...{ figure: figure(row.failures[1], 0.0005), arithmetic: failing, measure: failureRate },
  },
]

const PUBLISHED_FIXED: Row = { retries: ['3.8', 3.8], p95: ['820 ms', 820], failures: ['12.3 %', 0.123] }
const PUBLISHED_ADAPTIVE: Row = { retries: ['1.9', 1.9], p95: ['410 ms', 410], failures: ['0.7 %', 0.007] }

export const p2 = presetOf({
  name: 'p2',
  title: 'P2 · Jitter 100 ± 40 ms, adaptive waits',
  description:
    'GETs through a latency that is uniform from 60 to 140 ms: a fixed wait of 200 ms against mean + 2σ of the last 16 round trips (0.1 s until there are 8, from 0.1 to 5 s). The article takes a sample after each failure too; Karn’s rule would not, so both stand here. It names neither a time-out nor a limit of attempts: here an attempt has 100 ms, the mean latency, and there are five of them. How long a caller waits changes nothing about the next attempt’s luck, so all three must fail alike; only times can differ. Times are those of all operations, failed ones included.',
  source: {
    ...{ article: 1, section: '§2.4', title: 'Adaptive retries by round-trip time' },
    quote: '固定 200ms：3.8、820ms、12.3%；自适应（本方案）：1.9、410ms、0.7%',
  },
  claims: [
    ...claimsOf(FIXED, PUBLISHED_FIXED),
    ...claimsOf(ARTICLE, PUBLISHED_ADAPTIVE),
    ...claimsOf(KARN, PUBLISHED_ADAPTIVE),
  ],
  input: {
    name: 'P2: jitter 100 ± 40 ms, fixed against adaptive waits',
    target: { kind: 'http', behaviour: { serviceTimeMs: 0, concurrency: 1_000 } },
    workload: { putShare: 0, load: { mode: 'closed', concurrency: 16 } },
    attemptTimeoutMs: 100,
    operationDeadlineMs: 30_000,
    strategies: [
      { use: 'constant', label: FIXED, params: { delayMs: 200, maxAttempts: MAX_ATTEMPTS } },
      { use: 'adaptive-rtt', label: ARTICLE, params: { sampling: 'article', maxAttempts: MAX_ATTEMPTS } },
      { use: 'adaptive-rtt', label: KARN, params: { sampling: 'karn', maxAttempts: MAX_ATTEMPTS } },
    ],
    matrix: { latencyMs: [100], jitterMs: [40] },
    trialDurationMs: 60_000,
  },
})
