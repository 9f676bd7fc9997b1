/**
 * Lost answers on counters: the request is carried out and only its answer is lost, so a plain retry counts again what has
 * counted. The articles' claim that retries of writes need idempotency, with the number of times it happens.
 */
import type { ExperimentSpecInput } from '../spec'
import { presetOf } from './preset'

const input: ExperimentSpecInput = {
  name: 'Lost answers: does a retry count twice?',
  workload: { kind: 'counter', counters: 10, load: { mode: 'closed', concurrency: 6 } },
  attemptTimeoutMs: 150,
  operationDeadlineMs: 3_000,
  strategies: [
    { use: 'no-retry', label: 'No retry' },
    { use: 'constant', label: 'Plain retry, 20 ms', params: { delayMs: 20, maxAttempts: 5 } },
    {
      use: 'idempotent',
      label: 'Idempotent transaction',
      params: { initialDelayMs: 20, maxDelayMs: 200, maxAttempts: 8, maxConflicts: 20 },
    },
  ],
  matrix: { lossPercent: [0, 10, 30], loss: { mode: 'ack' } },
  // Ten seconds: strategies are compared second by second, and fewer do not say how seconds differ.
  trialDurationMs: 10_000,
  thresholds: ['duplicateEffects == 0', 'counterDrift == 0'],
}

export const lostAnswers = presetOf({
  name: 'lost-answers',
  title: 'Lost answers',
  description:
    'Increments of counters, whose answers are lost: etcd has counted, and the caller does not know it. A plain retry counts again; without a retry the caller is left in doubt; a transaction that bears the operation’s id counts exactly once. Look at “Consistency”: duplicate effects and counter drift.',
  input,
})
