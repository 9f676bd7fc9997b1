/** Who calls while the links between members are disturbed: without a retry, and with one. */
import type { ExperimentSpecInput } from '../spec'

export const NO_RETRY = 'No retry'
export const RETRY = 'Exponential, full jitter'

export const peerCallers = {
  workload: { load: { mode: 'closed', concurrency: 8 } },
  attemptTimeoutMs: 1_000,
  operationDeadlineMs: 5_000,
  strategies: [
    { use: 'no-retry', label: NO_RETRY },
    {
      use: 'exponential',
      label: RETRY,
      params: { initialDelayMs: 50, maxDelayMs: 1_000, maxAttempts: 6 },
    },
  ],
} satisfies Partial<ExperimentSpecInput>

/** Loss drops real packets there, and latency acts there too. */
export const betweenMembers = {
  loss: { mode: 'packet', link: 'peer' },
  latency: { link: 'peer' },
} as const
