/** Receipts of packets on the real lab, from counters beside the rules that drop; one whose rules do nothing is found out. */
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
import { specOf } from '../fixtures/db-fixture'
import { unreadLedger } from '../fixtures/fault-steps'
import { withLab } from '../fixtures/lab-fixture'
import { describeWithPackets } from '../fixtures/packet-fixture'

/** Says that it injects, and does not. */
const pretend: FaultInjector['inject'] = (_, acts) => {
  acts()
  const remove = () => Promise.resolve()
  return Promise.resolve({ confirmed: true, detail: '', problem: null, remove })
}

describeWithPackets('the packets of a receipt', () => {
  const fixture = withLab(new Set(['packet-loss', 'peer-cut']))
  let target: ReturnType<typeof createTarget>
  let faults: ReturnType<typeof createFaultInjector>
  let leaders: ReturnType<typeof createLeaderWatcher>
  let prober: ReturnType<typeof createLinkProber>
  beforeAll(() => {
    const { address, programs } = fixture.lab
    target = createTarget(address)
    faults = createFaultInjector(address, programs)
    leaders = createLeaderWatcher(address)
    prober = createLinkProber(address)
  })
  afterAll(() => {
    for (const part of [target, faults, leaders, prober]) part.close()
  })

  /** Runs a trial and gives the verdicts on its packets and on members that were to be away. */
  async function packetVerdicts(
    disturbed: Partial<Pick<ExperimentSpecInput, 'matrix' | 'scenario' | 'trialDurationMs'>>,
    sabotaged: Partial<FaultInjector> = {},
  ): Promise<Record<string, string>> {
    const spec = specOf({
      strategies: [{ use: 'constant', params: { delayMs: 20, maxAttempts: 3 } }],
      workload: { load: { mode: 'open', ratePerSecond: 100 } },
      ...{ attemptTimeoutMs: 2_000, trialDurationMs: 4_000 },
      ...disturbed,
    })
    const [trial] = planTrials(spec)
    if (!trial) throw new Error('the plan is empty')
    const records: AttemptRecord[] = []
    const { evidence } = await runTrial(
      { spec, seed: 8, trial, keyPrefix: 'packets/' },
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
    const receipt = receiptOf(steps, evidence, tallyAttempts(records, steps))
    return Object.fromEntries(
      receipt
        .filter(({ measure }) => /^(packet-loss|away)-/.test(measure))
        .map(({ measure, verdict }) => [measure, verdict]),
    )
  }
  const matrix: ExperimentSpecInput['matrix'] = { lossPercent: [5], loss: { mode: 'packet', link: 'both' } }

  test('is within tolerance where the share was lost that was asked for', async () => {
    expect(await packetVerdicts({ matrix })).toEqual({
      'packet-loss-client': 'within',
      'packet-loss-peer': 'within',
    })
  })

  test('is beyond where the rules only pretend', async () => {
    expect(await packetVerdicts({ matrix }, { inject: pretend })).toEqual({
      'packet-loss-client': 'beyond',
      'packet-loss-peer': 'beyond',
    })
  })

  test('tells of a member that is cut off, and the trial after it begins with a cluster that is well', async () => {
    const scenario = [{ fault: 'peer-cut', atMs: 1_000, forMs: 2_000, params: { on: 'member-1' } }]
    expect(await packetVerdicts({ scenario })).toMatchObject({ 'packet-loss-peer': 'informs' })
    expect(await packetVerdicts({})).toEqual({})
  })

  test('finds a member that is cut off among the others, and that it was not where the cut only pretends', async () => {
    const scenario = [{ fault: 'peer-cut', atMs: 500, forMs: 5_000, params: { on: 'leader' } }]
    const disturbed = { scenario, trialDurationMs: 6_000 }
    expect(await packetVerdicts(disturbed)).toMatchObject({ 'away-scenario-1': 'within' })
    expect(await packetVerdicts(disturbed, { inject: pretend })).toMatchObject({
      'away-scenario-1': 'beyond',
    })
  })
})
