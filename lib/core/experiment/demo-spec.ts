/** The experiment of the very first start: short, and every part of the screen has something to show. */
import { checkSpec, type ExperimentSpec, type ExperimentSpecInput } from './spec'

/** What the demo shows. */
export const DEMO_DESCRIPTION =
  'Three strategies, side by side, against a real etcd cluster and an attempt time-out of 150 ms. What to expect on an idle machine: at 20 ± 80 ms of latency nothing is late; at 100 ± 80 ms every third attempt is. Without a retry those operations are lost; two more attempts save about nine in ten of them, whichever way of waiting. Look at the retry counts for the price, and at the leader switches for what happens when the cluster itself hesitates.'

// 100 ± 80 ms is uniform from 20 to 180 ms, which alone would miss 150 ms one time in five; a reply travels in several
// pieces and waits for the latest of them, which makes it one in three (measured).
const input: ExperimentSpecInput = {
  name: 'First look: does retrying help?',
  preset: 'first-look',
  workload: { load: { mode: 'closed', concurrency: 6 }, connectionsPerMember: 3 },
  attemptTimeoutMs: 150,
  operationDeadlineMs: 2_000,
  // The same number of attempts, so that waiting is all they differ in; three, so that what is left to fail says how much it varies.
  strategies: [
    { use: 'no-retry', label: 'No retry' },
    { use: 'constant', label: 'Constant 50 ms', params: { delayMs: 50, maxAttempts: 3 } },
    {
      use: 'exponential',
      label: 'Exponential, full jitter',
      params: { initialDelayMs: 25, maxDelayMs: 400, jitter: 'full', maxAttempts: 3 },
    },
  ],
  matrix: { latencyMs: [20, 100], jitterMs: [80], leaderSwitchesPerMinute: [0, 30] },
  // Ten seconds: fewer do not say how seconds differ, and intervals are made of that.
  trialDurationMs: 10_000,
  thresholds: ['successRate >= 0.95'],
}

/** The demo, checked like everything else. */
export function demoSpec(): ExperimentSpec {
  const result = checkSpec(input)
  if (!result.ok) throw new Error(`the demo is not a spec: ${JSON.stringify(result.problems)}`)
  return result.spec
}
