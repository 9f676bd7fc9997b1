/** The experiment of the very first start: short, and every part of the screen has something to show. */
import { checkSpec, type ExperimentSpec, type ExperimentSpecInput } from './spec'

/** What the demo shows, in two sentences. */
export const DEMO_DESCRIPTION =
  'Three strategies against a real etcd cluster, with an attempt time-out of 150 ms: at 20 ms of latency nothing is ever late, at 100 ± 80 ms about one attempt in seven is. Without retries those operations are lost; both ways of waiting save most of them, and leader switches show what an exponential wait with jitter costs or saves.'

// 100 ± 80 ms is uniform between 20 and 180 ms, and a reply of several chunks pays the longest of their delays: so a
// time-out of 150 ms is missed often enough to see, and seldom enough that a second attempt helps.
const input: ExperimentSpecInput = {
  name: 'First look: does retrying help?',
  workload: { load: { mode: 'closed', concurrency: 4 }, connectionsPerMember: 2 },
  attemptTimeoutMs: 150,
  operationDeadlineMs: 2_000,
  strategies: [
    { use: 'no-retry', label: 'No retry' },
    { use: 'constant', label: 'Constant 50 ms', params: { delayMs: 50, maxAttempts: 4 } },
    {
      use: 'exponential',
      label: 'Exponential, full jitter',
      params: { initialDelayMs: 25, maxDelayMs: 400, jitter: 'full', maxAttempts: 5 },
    },
  ],
  matrix: { latencyMs: [20, 100], jitterMs: [0, 80], leaderSwitchesPerMinute: [0, 20] },
  trialDurationMs: 3_000,
  thresholds: ['successRate >= 0.95'],
}

/** The demo, checked like everything else. */
export function demoSpec(): ExperimentSpec {
  const result = checkSpec(input)
  if (!result.ok) throw new Error(`the demo is not a spec: ${JSON.stringify(result.problems)}`)
  return result.spec
}
