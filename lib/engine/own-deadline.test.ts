import { expect, it } from 'vitest'
import { OK, specOf, VirtualLab } from './virtual-lab'

it.each([
  [250, 1_000, 250, 'elapsed-limit'],
  [1_000, 250, 250, 'deadline'],
])(
  'a deadline of %i ms within the caller’s %i ms cuts the attempt after %i ms: %s',
  async (budgetMs, operationDeadlineMs, endMs, stop) => {
    const lab = new VirtualLab(() => ({ afterMs: Infinity, reply: OK }))
    await lab.run(
      specOf({
        strategies: [{ use: 'deadline-aware', params: { budgetMs, initialDelayMs: 10, jitter: 'none' } }],
        workload: { putShare: 1, load: { mode: 'closed', concurrency: 1 } },
        ...{ attemptTimeoutMs: 200, operationDeadlineMs, trialDurationMs: 500 },
      }),
    )
    expect(lab.records.filter(({ operation }) => operation === 0)).toMatchObject([
      { startMs: 0, endMs: 200, errorClass: 'attempt-timeout', stop: 'retry' },
      { startMs: 210, endMs, errorClass: 'deadline', outcome: 'info', stop },
    ])
  },
)
