/** P12: a wait of 10 ms, of an idle program and of one that is busy. */
import { figure } from '../../published/claim'
import { medianWait } from '../../published/measured'
import type { ExperimentSpecInput } from '../spec'
import { presetOf } from './preset'

const WAIT_MS = 10
const LABEL = 'Constant 10 ms'

const source = {
  ...({ article: 2, section: '§4.1', title: 'time.After under load' } as const),
  quote: '低：10.2ms；高：8.7ms、19.5ms（After(10ms) 实际触发中位延迟）',
}

/** An upstream that refuses everything at once, so that there is nothing but waiting. */
const input = (concurrency: number): Omit<ExperimentSpecInput, 'name'> => ({
  target: {
    kind: 'http',
    behaviour: { answers: { '503': 100 }, retryAfter: 'none', serviceTimeMs: 0, concurrency: 1_000 },
  },
  workload: { putShare: 0, load: { mode: 'closed', concurrency } },
  attemptTimeoutMs: 5_000,
  operationDeadlineMs: 60_000,
  strategies: [{ use: 'constant', label: LABEL, params: { delayMs: WAIT_MS, maxAttempts: 20 } }],
  trialDurationMs: 30_000,
})

const NODE = 'Node’s timers count whole milliseconds and ours never end early'

export const p12Idle = presetOf({
  name: 'p12-idle',
  title: 'P12 · A 10 ms wait, idle',
  description:
    'Two callers wait 10 ms between attempts that are refused at once, by Node’s timers in the thread that measures. The article measured Go’s. Its figure is a median, and so is ours; the product’s own timer error is what comes on top of the 10 ms.',
  source,
  claims: [
    {
      ...{ strategy: LABEL, metric: 'a wait of 10 ms, median', unit: 'ms', published: '10.2 ms' },
      figure: figure(10.2, 0.05),
      arithmetic: () => ({ figure: '10 to 12 ms', because: NODE }),
      measure: medianWait(WAIT_MS),
    },
  ],
  input: { name: 'P12: a 10 ms wait, idle', ...input(2) },
})

export const p12Loaded = presetOf({
  name: 'p12-loaded',
  title: 'P12 · A 10 ms wait under load',
  description:
    'The same wait with 512 callers, so that the thread has more to do than it can: timers fire late because somebody else’s work stands before them. That is what is measured here, so trials are marked suspect as they should be. The article’s load is Go’s scheduler with many runnable goroutines.',
  source,
  claims: [
    {
      ...{ strategy: LABEL, metric: 'a wait of 10 ms, median', unit: 'ms', published: '19.5 ms' },
      figure: figure(19.5, 0.05),
      arithmetic: () => ({
        figure: '18.7 ms',
        because: 'of its own parts: 10 ms and a scheduling delay of 8.7 ms; here it depends on the machine',
      }),
      measure: medianWait(WAIT_MS),
    },
  ],
  input: { name: 'P12: a 10 ms wait under load', ...input(512) },
})
