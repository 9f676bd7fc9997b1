/** Receipts of packets on the real lab, from counters beside the rules that drop; one whose rules do nothing is found out. */
import { expect, test } from 'vitest'
import type { ExperimentSpecInput } from '@/lib/core/experiment/spec'
import type { FaultInjector } from '@/lib/engine/ports'
import { withLab } from '../fixtures/lab-fixture'
import { describeWithPackets } from '../fixtures/packet-fixture'
import { pretend, withTrials } from '../fixtures/lab-trial'

describeWithPackets('the packets of a receipt', () => {
  const fixture = withLab(new Set(['packet-loss', 'peer-cut']))
  const trials = withTrials(fixture)

  /** Runs a trial and gives the verdicts on its packets and on members that were to be away. */
  async function packetVerdicts(
    disturbed: Partial<Pick<ExperimentSpecInput, 'matrix' | 'scenario' | 'trialDurationMs'>>,
    sabotaged: Partial<FaultInjector> = {},
  ): Promise<Record<string, string>> {
    const spec = {
      strategies: [{ use: 'constant', params: { delayMs: 20, maxAttempts: 3 } }],
      workload: { load: { mode: 'open' as const, ratePerSecond: 100 } },
      ...{ attemptTimeoutMs: 2_000, trialDurationMs: 4_000 },
      ...disturbed,
    }
    const { receipt } = await trials.run(spec, sabotaged)
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
