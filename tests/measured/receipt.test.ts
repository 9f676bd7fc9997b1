/** Receipts on the real lab: a trial that went as asked is within tolerance; one whose faults were sabotaged is marked. */
import { expect, test } from 'vitest'
import type { ExperimentSpecInput } from '@/lib/core/experiment/spec'
import type { ReceiptLine } from '@/lib/core/fault/receipt'
import type { FaultInjector } from '@/lib/engine/ports'
import { withLab } from '../fixtures/lab-fixture'
import { pretend, withTrials } from '../fixtures/lab-trial'

const fixture = withLab(new Set(['peer-link']))
const trials = withTrials(fixture)

/** Runs a trial and gives its receipt. */
async function receiptFor(
  changes: Partial<ExperimentSpecInput>,
  sabotaged: Partial<FaultInjector> = {},
): Promise<ReceiptLine[]> {
  const spec = {
    strategies: [{ use: 'no-retry' }, { use: 'constant', params: { delayMs: 20, maxAttempts: 3 } }],
    workload: { load: { mode: 'open' as const, ratePerSecond: 40 } },
    ...{ attemptTimeoutMs: 1_000, trialDurationMs: 4_000 },
    ...changes,
  }
  return (await trials.run(spec, sabotaged)).receipt
}

/** The verdict of each line. */
async function receiptVerdicts(...trial: Parameters<typeof receiptFor>): Promise<Record<string, string>> {
  const receipt = await receiptFor(...trial)
  return Object.fromEntries(receipt.map(({ measure, verdict }) => [measure, verdict]))
}

const MATRIX = { latencyMs: [100], jitterMs: [50], leaderSwitchesPerMinute: [45] }

test('a trial that went as asked is within tolerance', async () => {
  const receipt = await receiptFor({ matrix: MATRIX })
  expect(Object.fromEntries(receipt.map(({ measure, verdict }) => [measure, verdict]))).toMatchObject({
    'request-loss': 'within',
    'ack-loss': 'within',
    'latency-mean': 'within',
    'leader-changes': 'within',
    'leaderless-time': 'informs',
    'loaded-latency': 'informs',
  })
  // Whoever looks after the cluster's health asks what no operation asks: exactly the operations' requests were counted.
  expect(receipt.find(({ measure }) => measure === 'request-loss')?.measured).toBe(0)
  // A machine that is busy with other things widens the spread, and the receipt says so; it never narrows it.
  const spread = receipt.find(({ measure }) => measure === 'latency-spread')
  expect(spread?.measured).toBeGreaterThan((spread?.requested ?? NaN) - (spread?.tolerance ?? NaN))
})

test('an injector that only pretends is found out, whatever it pretends', async () => {
  const scenario = [
    { fault: 'latency', params: { latencyMs: 100, jitterMs: 50, link: 'peer' as const } },
    { fault: 'name-failure', atMs: 500, forMs: 2_500 },
  ]
  expect(await receiptVerdicts({ matrix: MATRIX, scenario }, { inject: pretend })).toMatchObject({
    ...{ 'latency-mean': 'beyond', 'latency-spread': 'beyond', 'leader-changes': 'beyond' },
    ...{ 'peer-latency-mean': 'beyond', 'peer-latency-spread': 'beyond' },
    ...{ 'names-failed': 'beyond', 'names-failed-otherwise': 'within' },
  })
})

test('members that are only said to be away or added are found out', async () => {
  const scenario = [
    { fault: 'leader-pause', atMs: 500, forMs: 1_000 },
    { fault: 'member-restart', atMs: 3_000, params: { on: 'member-2' } },
    { fault: 'learner' },
  ]
  const asked = { matrix: {}, scenario, trialDurationMs: 9_000 }
  expect(await receiptVerdicts(asked, { inject: pretend })).toMatchObject({
    ...{ 'away-scenario-1': 'beyond', 'away-scenario-2': 'beyond', 'away-scenario-3': 'beyond' },
  })
})

test('losses that went as asked are within tolerance, mixed and under latency too', async () => {
  const matrix = { lossPercent: [25], loss: { mode: 'mixed' as const }, latencyMs: [20] }
  const verdicts = await receiptVerdicts({ matrix, attemptTimeoutMs: 400 })
  expect(verdicts).toMatchObject({ 'request-loss': 'within', 'ack-loss': 'within', 'latency-mean': 'within' })
})

test('loss paths that do not lose are found out', async () => {
  const sabotage = setInterval(() => void disarm(fixture.lab.address.toxiproxyUrl), 20)
  try {
    const matrix = { lossPercent: [30] }
    expect(await receiptVerdicts({ matrix, attemptTimeoutMs: 400 })).toMatchObject({
      'request-loss': 'beyond',
    })
  } finally {
    clearInterval(sabotage)
  }
})

test('a latency that is taken away in the middle is found out', async () => {
  const inject: FaultInjector['inject'] = async (step, acts) => {
    const injected = await trials.parts.faults.inject(step, acts)
    setTimeout(() => void injected.remove?.(), 2_000)
    return { ...injected, remove: () => Promise.resolve() }
  }
  expect(await receiptVerdicts({ matrix: { latencyMs: [100] } }, { inject })).toMatchObject({
    'latency-mean': 'beyond',
  })
})

test('latency between members is measured on their own link, and so is its absence', async () => {
  const params = { latencyMs: 100, jitterMs: 50, link: 'peer' as const }
  const scenario = [{ fault: 'latency', params }]
  const receipt = await receiptFor({ matrix: {}, scenario })
  const lineOf = (measure: string) => receipt.find((line) => line.measure === measure)
  expect(lineOf('peer-latency-mean')).toMatchObject({ verdict: 'within' })
  expect(lineOf('peer-latency-mean')?.requested).toBeCloseTo(100, -1)
  expect(lineOf('latency-mean')).toMatchObject({ requested: 0, verdict: 'within' })
})

test('latency on the leader alone is looked for at whoever led, and found out when another member has it', async () => {
  const params = { latencyMs: 100, jitterMs: 0, on: 'leader' }
  const disturbed = { matrix: {}, scenario: [{ fault: 'latency', params }] }
  expect(await receiptVerdicts(disturbed)).toMatchObject({
    ...{ 'latency-mean': 'within', 'latency-mean-spared': 'within' },
  })
  const inject: FaultInjector['inject'] = (step, acts) =>
    trials.parts.faults.inject({ ...step, params: { ...step.params, on: 'follower' } }, acts)
  expect(await receiptVerdicts(disturbed, { inject })).toMatchObject({
    ...{ 'latency-mean': 'beyond', 'latency-mean-spared': 'beyond' },
  })
})

test('names that were to fail are tried by new connections, whatever the resolver itself says', async () => {
  const scenario = [{ fault: 'name-failure', atMs: 500, forMs: 2_500 }]
  expect(await receiptVerdicts({ matrix: {}, scenario })).toMatchObject({
    ...{ 'names-failed': 'within', 'names-failed-otherwise': 'within', 'name-failures': 'informs' },
  })
})

test('a member that was to be away is looked for among the members', async () => {
  const scenario = [
    { fault: 'leader-pause', atMs: 500, forMs: 1_000 },
    { fault: 'member-restart', atMs: 3_000, params: { on: 'member-2' } },
  ]
  const disturbed = { matrix: {}, scenario, trialDurationMs: 5_500 }
  expect(await receiptVerdicts(disturbed)).toMatchObject({
    ...{ 'away-scenario-1': 'within', 'away-scenario-2': 'within' },
  })
})

test('a member that was to be added is looked for', async () => {
  const disturbed = { matrix: {}, scenario: [{ fault: 'learner' }], trialDurationMs: 9_000 }
  expect(await receiptVerdicts(disturbed)).toMatchObject({ 'away-scenario-1': 'within' })
})

/** Takes from every loss path what makes it lose. */
async function disarm(toxiproxyUrl: string): Promise<void> {
  const proxies = (await (await fetch(`${toxiproxyUrl}/proxies`)).json()) as Record<
    string,
    { name: string; toxics: { name: string; type: string }[] }
  >
  for (const { name, toxics } of Object.values(proxies))
    for (const toxic of toxics.filter(({ type }) => type === 'timeout'))
      await fetch(`${toxiproxyUrl}/proxies/${name}/toxics/${toxic.name}`, { method: 'DELETE' })
}
