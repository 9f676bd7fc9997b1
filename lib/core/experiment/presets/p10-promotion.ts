/** P10: a learner is promoted while clients work, and the promotion runs out of time. */
import { atLeast, between, atMost, type Evidence, type Measured } from '../../published/claim'
import { ofFigures } from '../../published/measured'
import { figureText } from '../../published/words'
import { presetOf } from './preset'

const EXPONENTIAL = 'Exponential, the caller’s deadline only'
const AWARE = 'Deadline-aware exponential'
const DEADLINE_MS = 3_000
/** Reading back, and a busy machine. */
const SLACK_MS = 1_000

/** How each promotion ended, as the ledger has it. A learner that was never added is none. */
const promotions = ({ report }: Evidence) =>
  report.trials.flatMap(({ ledger }) =>
    ledger.filter(({ fault, state }) => fault === 'learner' && state === 'removed'),
  )

function deadlineErrors(evidence: Evidence): Measured {
  const all = promotions(evidence)
  const cut = all.filter(({ problem }) => problem?.includes('deadline exceeded')).length
  return all.length === 0
    ? { kind: 'unknown', why: 'no learner was added in time, so there was nothing to promote' }
    : { kind: 'count', count: cut, of: `of ${all.length} promotions ended in a deadline error` }
}

function promotionTimes(evidence: Evidence): Measured {
  const values = promotions(evidence).flatMap(({ plannedEndMs, removedMs }) =>
    plannedEndMs === null || removedMs === null ? [] : [removedMs - plannedEndMs],
  )
  return values.length === 0
    ? { kind: 'unknown', why: 'no promotion came to an end' }
    : { kind: 'occasions', values, one: 'promotion', many: 'promotions' }
}

export const p10 = presetOf({
  name: 'p10',
  title: 'P10 · A promotion that runs out of time',
  description:
    'A fourth member joins as a learner and is promoted while clients work, by calls of 2 s each within a deadline of 3 s. At that moment messages between the members take 4 s, so that no call can be answered in time: the deadline must surface as a deadline error and not as a hang. The article then retries with exponential backoff: here clients meet the same cluster, and their retries must end at their own deadline. etcd refuses to add a member during five seconds after any other has connected, so the learner may come later than planned.',
  source: {
    ...{ article: 1, section: '§2.3', title: 'Context-aware retries and a member’s promotion' },
    quote:
      '--command-timeout=2s；context.WithTimeout(3s)；返回 context.DeadlineExceeded；客户端启动指数退避重试',
  },
  claims: [
    {
      ...{ strategy: null, metric: 'promotions that end in a deadline error', unit: 'count' },
      ...{ published: 'DeadlineExceeded', figure: atLeast(1), measure: deadlineErrors },
    },
    {
      ...{ strategy: null, metric: 'how long the promotion took', unit: 'ms' },
      ...{ published: '3 s, not a hang', figure: between(DEADLINE_MS, DEADLINE_MS + SLACK_MS) },
      measure: promotionTimes,
    },
    ...[AWARE, EXPONENTIAL].map((strategy) => ({
      ...{ strategy, metric: 'time of an operation, P99', unit: 'ms' as const },
      ...{ published: 'ends at the caller’s deadline', figure: atMost(DEADLINE_MS + SLACK_MS / 10) },
      arithmetic: ({ operationDeadlineMs }: { operationDeadlineMs: number }) => ({
        figure: `at most ${figureText(operationDeadlineMs, 'ms')}`,
        because: 'every attempt and wait is cut at the operation’s deadline',
      }),
      measure: ofFigures(({ p99LatencyMs }) => p99LatencyMs),
    })),
  ],
  input: {
    name: 'P10: a learner’s promotion runs out of time',
    // Arrivals go on while nothing is answered, so that every second has operations that meet the deadline.
    workload: { load: { mode: 'open', ratePerSecond: 20 } },
    attemptTimeoutMs: 800,
    operationDeadlineMs: DEADLINE_MS,
    strategies: [
      {
        use: 'exponential',
        label: EXPONENTIAL,
        params: { initialDelayMs: 100, maxDelayMs: 2_000, maxAttempts: 20 },
      },
      {
        use: 'deadline-aware',
        label: AWARE,
        params: { initialDelayMs: 100, maxDelayMs: 2_000, maxAttempts: 20 },
      },
    ],
    scenario: [
      {
        ...{ fault: 'learner', atMs: 1_000, forMs: 19_000 },
        params: { promoteTimeoutMs: 2_000, promoteDeadlineMs: DEADLINE_MS },
      },
      { fault: 'latency', atMs: 16_000, forMs: 12_000, params: { latencyMs: 4_000, link: 'peer' } },
    ],
    trialDurationMs: 45_000,
  },
})
