/** P8: hard-coded exponential waits of many callers that fail in the same moment. */
import { nominalWaits, sum } from '../../published/arithmetic'
import { atLeast, atMost, figure, type Claim, type PublishedFigure } from '../../published/claim'
import { foundIn, mostRequests, retryTimeP50 } from '../../published/measured'
import { figureText } from '../../published/words'
import { presetOf } from './preset'

const A = '100 ms × 2, five retries'
const B = '50 ms × 2, six retries'
const C = '200 ms × 3, four retries'
const JITTERED = 'The first with full jitter'

const claimsOf = (
  strategy: string,
  load: { published: string; value: number },
  time: { published: string; figure: PublishedFigure },
): Claim[] => [
  {
    ...{ strategy, metric: 'requests of one operation', unit: 'count', published: load.published },
    figure: figure(load.value, 0),
    arithmetic: (_, choice) => {
      const most = nominalWaits(choice).length + 1
      return {
        figure: `at most ${most}×`,
        because: `one attempt and ${most - 1} retries`,
        bounds: { from: 1, to: most },
      }
    },
    measure: mostRequests,
  },
  {
    ...{ strategy, metric: 'from the first failure to the last retry’s end, P50', unit: 'ms', ...time },
    arithmetic: (_, choice) => {
      const waits = nominalWaits(choice)
      return {
        figure: `${figureText(sum(waits), 'ms')} or more`,
        because: `the waits add up to it: ${waits.map((wait) => wait.toLocaleString('en-GB')).join(' + ')} ms`,
        bounds: { from: sum(waits), to: Infinity },
      }
    },
    measure: retryTimeP50,
  },
]

const together: Claim = {
  ...{ strategy: A, metric: 'retries that arrive together', unit: 'count', published: 'the retries pile up' },
  ...{ figure: atLeast(1), measure: foundIn('synchronised-retries', 'synchronised retries') },
}

export const p8 = presetOf({
  name: 'p8',
  title: 'P8 · The storm of hard-coded waits',
  description:
    'Fifty callers per strategy ask a calm upstream, and after four seconds the link goes down for good: all of them fail in the same moment, and whoever retries finds nobody. Three hard-coded schedules of the article, and the first one once more with full jitter. Its loads count each wait as if it doubled the requests; one operation sends its retries and no more. The harm is real all the same: see below how requests arrive in each 10 ms after that moment.',
  source: {
    ...{ article: 2, section: '§2.2', title: 'Hard-coded backoff and the avalanche' },
    quote:
      '5次重试在2.4秒内集中发起，QPS瞬时放大31倍（1+2+4+8+16）；50ms、2、6：63、3.2s；200ms、3、4：40、5.4s',
  },
  showsArrivals: true,
  claims: [
    ...claimsOf(
      A,
      { published: '31× (1 + 2 + 4 + 8 + 16)', value: 31 },
      { published: 'within 2.4 s', figure: atMost(2_450) },
    ),
    ...claimsOf(
      B,
      { published: '63 requests', value: 63 },
      { published: '3.2 s', figure: figure(3_200, 50) },
    ),
    ...claimsOf(
      C,
      { published: '40 requests', value: 40 },
      { published: '5.4 s', figure: figure(5_400, 50) },
    ),
    together,
  ],
  input: {
    name: 'P8: fifty callers fail in the same moment',
    target: { kind: 'http', behaviour: { serviceTimeMs: 200, concurrency: 1_000 } },
    workload: { putShare: 0, load: { mode: 'closed', concurrency: 50 } },
    attemptTimeoutMs: 1_000,
    operationDeadlineMs: 30_000,
    strategies: [
      {
        use: 'fixed-exponential',
        label: A,
        params: { initialDelayMs: 100, factor: 2, maxDelayMs: 3_000, maxAttempts: 6 },
      },
      {
        use: 'fixed-exponential',
        label: B,
        params: { initialDelayMs: 50, factor: 2, maxDelayMs: 60_000, maxAttempts: 7 },
      },
      {
        use: 'fixed-exponential',
        label: C,
        params: { initialDelayMs: 200, factor: 3, maxDelayMs: 60_000, maxAttempts: 5 },
      },
      {
        use: 'exponential',
        label: JITTERED,
        params: { initialDelayMs: 100, factor: 2, maxDelayMs: 3_000, jitter: 'full', maxAttempts: 6 },
      },
    ],
    scenario: [{ fault: 'down', atMs: 4_000 }],
    trialDurationMs: 20_000,
    repetitions: 3,
  },
})
