/** P7: what a log of retry decisions shows: success and deviation by the number of retries. */
import { figure, type Arithmetic, type Claim } from '../../published/claim'
import { meanDeviation, ofFigures, successRate, successWithRetries } from '../../published/measured'
import { figureText } from '../../published/words'
import { faultPoints } from '../fault-points'
import type { ExperimentSpec, StrategyChoice } from '../spec'
import { presetOf } from './preset'

const LABEL = 'Exponential + U(0, base/4)'
const MAX_ATTEMPTS = 3

/** The published rows: retries, samples, share that succeeded. */
const ROWS = [
  { retries: 0, samples: 12_483, ok: 0.982 },
  { retries: 1, samples: 3_107, ok: 0.865 },
  { retries: 2, samples: 892, ok: 0.631 },
] as const

const lossOf = ({ matrix }: ExperimentSpec) => (faultPoints(matrix)[0]?.lossPercent ?? 0) / 100

/** Of what ended with so many retries; only the last of them can have failed. */
function ended(retries: number): (spec: ExperimentSpec, strategy: StrategyChoice) => Arithmetic {
  return (spec, { params }) => {
    const share = retries < Number(params.maxAttempts) - 1 ? 1 : 1 - lossOf(spec)
    return share === 1
      ? {
          figure: '100 %',
          because: 'an operation ends before its last attempt only by succeeding',
          bounds: { from: 1, to: 1 },
        }
      : { figure: figureText(share, 'percent'), because: 'the last attempt succeeds or ends it all' }
  }
}

/** U(0, base × share) on top of base × 2^(retry − 1). */
function deviation(retry: number): (spec: ExperimentSpec, strategy: StrategyChoice) => Arithmetic {
  return (_, { params }) => ({
    figure: figureText(Number(params.jitterShare) / 2 / 2 ** (retry - 1), 'percent'),
    because: `a mean of half the jitter over a wait of ${2 ** (retry - 1)} × base; it falls with each retry`,
  })
}

const total = ROWS.reduce((sum, { samples }) => sum + samples, 0)
const succeeded = ROWS.reduce((sum, { samples, ok }) => sum + samples * ok, 0)
const attempts = ROWS.reduce((sum, { samples, retries }) => sum + samples * (retries + 1), 0)

const success = ({ retries, ok }: (typeof ROWS)[number], words: string): Claim => ({
  ...{ strategy: LABEL, metric: `success after ${words}`, unit: 'percent' },
  ...{ published: figureText(ok, 'percent'), figure: figure(ok, 0.0005) },
  arithmetic: ended(retries),
  measure: successWithRetries(retries, retries === 2 ? Infinity : retries),
})

export const p7 = presetOf({
  name: 'p7',
  title: 'P7 · What a log of retry decisions shows',
  description:
    'Puts and gets, of which each attempt is lost with 24 %: so many of the article’s samples have a retry. Waits are 100, 200 ms with U(0, 25 ms) on top, the jitter of its chapter 1. Success is told by the number of retries, per operation and per attempt, because the article divides successes by attempts; deviation is |actual − expected| ÷ expected. Of an independent loss, an operation that ends with fewer retries than allowed has succeeded: the published shares below 100 % there need failures that nobody retries.',
  source: {
    ...{ article: 1, section: '§4.4', title: 'Analysis of the retry decision log' },
    quote:
      '重试次数、样本量、成功率、平均退避偏差率：0：12,483、98.2%、—；1：3,107、86.5%、12.7%；2+：892、63.1%、28.4%',
  },
  claims: [
    success(ROWS[0], 'no retry'),
    success(ROWS[1], 'one retry'),
    success(ROWS[2], 'two retries or more'),
    {
      ...{ strategy: LABEL, metric: 'success per operation', unit: 'percent' },
      published: `${figureText(succeeded / total, 'percent')} (of its rows together)`,
      figure: figure(succeeded / total, 0.0005),
      arithmetic: (spec, { params }) => ({
        figure: figureText(1 - lossOf(spec) ** Number(params.maxAttempts), 'percent'),
        because: `not all of ${Number(params.maxAttempts)} attempts lost`,
      }),
      measure: successRate,
    },
    {
      ...{ strategy: LABEL, metric: 'success per attempt', unit: 'percent' },
      published: `${figureText(succeeded / attempts, 'percent')} (of its rows together)`,
      figure: figure(succeeded / attempts, 0.0005),
      arithmetic: (spec) => ({
        figure: figureText(1 - lossOf(spec), 'percent'),
        because: 'an attempt is lost or succeeds',
      }),
      measure: ofFigures(({ successRatePerAttempt }) => successRatePerAttempt),
    },
    {
      ...{ strategy: LABEL, metric: 'mean deviation of the first wait', unit: 'percent' },
      ...{ published: '12.7 %', figure: figure(0.127, 0.0005) },
      ...{ arithmetic: deviation(1), measure: meanDeviation(1) },
    },
    {
      ...{ strategy: LABEL, metric: 'mean deviation of the second wait and later', unit: 'percent' },
      ...{ published: '28.4 %', figure: figure(0.284, 0.0005) },
      ...{ arithmetic: deviation(2), measure: meanDeviation(2, Infinity) },
    },
  ],
  input: {
    name: 'P7: success and deviation by the number of retries',
    workload: { load: { mode: 'closed', concurrency: 16 } },
    attemptTimeoutMs: 150,
    operationDeadlineMs: 3_000,
    strategies: [
      {
        use: 'additive-jitter',
        label: LABEL,
        params: { initialDelayMs: 100, maxDelayMs: 3_000, jitterShare: 0.25, maxAttempts: MAX_ATTEMPTS },
      },
    ],
    matrix: { lossPercent: [24] },
    trialDurationMs: 60_000,
  },
})
