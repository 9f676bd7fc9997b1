/** Receipts on the real lab: a trial that went as asked is within tolerance; one whose faults were sabotaged is marked. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { planTrials } from '@/lib/core/experiment/plan'
import { scheduleOf } from '@/lib/core/experiment/schedule'
import type { ExperimentSpecInput } from '@/lib/core/experiment/spec'
import { tallyAttempts } from '@/lib/core/fault/receipt-losses'
import { receiptOf } from '@/lib/core/fault/receipt-of'
import type { AttemptRecord } from '@/lib/core/history/attempt'
import { createStrategy } from '@/lib/core/strategy/registry'
import type { FaultInjector } from '@/lib/engine/ports'
import { runTrial } from '@/lib/engine/run-trial'
import { realClock } from '@/lib/lab/clock'
import { createFaultInjector, createTarget } from '@/lib/lab/lab-faults'
import { createLeaderWatcher } from '@/lib/lab/leader-watcher'
import { createLinkProber } from '@/lib/lab/link-prober'
import { specOf } from './db-fixture'
import { unreadLedger } from './fault-steps'
import { withLab } from './lab-fixture'

const fixture = withLab()
let target: ReturnType<typeof createTarget>
let faults: ReturnType<typeof createFaultInjector>
let leaders: ReturnType<typeof createLeaderWatcher>
let prober: ReturnType<typeof createLinkProber>
beforeAll(() => {
  const { address } = fixture.lab
  target = createTarget(address)
  faults = createFaultInjector(address)
  leaders = createLeaderWatcher(address)
  prober = createLinkProber(address)
})
afterAll(() => {
  for (const part of [target, faults, leaders, prober]) part.close()
})

/** Runs a trial and gives the verdict of each line of its receipt. */
async function receiptVerdicts(
  changes: Partial<ExperimentSpecInput>,
  sabotaged: Partial<FaultInjector> = {},
): Promise<Record<string, string>> {
  const spec = specOf({
    strategies: [{ use: 'no-retry' }, { use: 'constant', params: { delayMs: 20, maxAttempts: 3 } }],
    workload: { load: { mode: 'open', ratePerSecond: 40 } },
    ...{ attemptTimeoutMs: 1_000, trialDurationMs: 4_000 },
    ...changes,
  })
  const [trial] = planTrials(spec)
  if (!trial) throw new Error('the plan is empty')
  const records: AttemptRecord[] = []
  const result = await runTrial(
    { spec, seed: 8, trial, keyPrefix: 'receipt/' },
    {
      ...{ clock: realClock, strategies: createStrategy, target, leaders, prober, ledger: unreadLedger },
      faults: { ...faults, ...sabotaged },
      loop: { takeLongestStallMs: () => 0 },
      recorder: { record: (attempt) => records.push(attempt) },
      observer: { phase: () => undefined },
    },
    new AbortController().signal,
  )
  const steps = scheduleOf(spec, trial.point)
  const receipt = receiptOf(steps, result.evidence, tallyAttempts(records, steps))
  return Object.fromEntries(receipt.map(({ measure, verdict }) => [measure, verdict]))
}

const MATRIX = { latencyMs: [100], jitterMs: [50], leaderSwitchesPerMinute: [45] }
/** Says that it injects, and does not. */
const PRETENDED = { confirmed: true, detail: '', problem: null, remove: () => Promise.resolve() }

test('a trial that went as asked is within every tolerance', async () => {
  expect(await receiptVerdicts({ matrix: MATRIX })).toEqual({
    'request-loss': 'within',
    'ack-loss': 'within',
    'latency-mean': 'within',
    'latency-spread': 'within',
    'leader-changes': 'within',
    'leaderless-time': 'informs',
    'loaded-latency': 'informs',
  })
})

test('an injector that only pretends is found out', async () => {
  const inject: FaultInjector['inject'] = (_, acts) => {
    acts()
    return Promise.resolve(PRETENDED)
  }
  expect(await receiptVerdicts({ matrix: MATRIX }, { inject })).toMatchObject({
    'latency-mean': 'beyond',
    'latency-spread': 'beyond',
    'leader-changes': 'beyond',
  })
})

test('a latency that is taken away in the middle is found out', async () => {
  const inject: FaultInjector['inject'] = async (step, acts) => {
    const injected = await faults.inject(step, acts)
    setTimeout(() => void injected.remove?.(), 2_000)
    return { ...injected, remove: () => Promise.resolve() }
  }
  expect(await receiptVerdicts({ matrix: { latencyMs: [100] } }, { inject })).toMatchObject({
    'latency-mean': 'beyond',
  })
})
