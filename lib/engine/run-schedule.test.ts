import { describe, expect, it } from 'vitest'
import { specOf, OK, VirtualLab } from './virtual-lab'

const quick = () => ({ afterMs: 10, reply: OK })

describe('a schedule', () => {
  it('is written down before anything is injected, and what begins at 0 is in place before the window', async () => {
    const lab = new VirtualLab(quick)
    await lab.run(
      specOf({ matrix: { latencyMs: [5] }, scenario: [{ fault: 'latency', atMs: 100, forMs: 50 }] }),
    )
    const told = lab.events.filter((event) => /intended|injected|removed|window/.test(event))
    expect(told.map((event) => event.replace(/ at -?\d.*/, ''))).toEqual([
      'intended latency, scenario-1',
      'injected latency',
      'window',
      'injected scenario-1',
      'removed scenario-1',
      'removed latency',
    ])
  })

  it('injects and removes 200 overlapping windows when they are due, however long each injection takes', async () => {
    const lab = new VirtualLab(quick)
    const { inject } = lab.ports.faults
    lab.ports.faults.inject = async (step, acts) => {
      await lab.clock.sleepUntil(lab.clock.nowMs() + 3)
      return inject(step, acts)
    }
    const scenario = Array.from({ length: 200 }, (_, index) => ({
      fault: 'latency',
      atMs: 10 + 40 * index,
      forMs: 100,
    }))
    const { ledger } = await lab.run(specOf({ scenario, trialDurationMs: 10_000 }))
    expect(ledger).toHaveLength(200)
    for (const entry of ledger) {
      expect(entry).toMatchObject({ state: 'removed', confirmed: true })
      expect((entry.actsMs ?? NaN) - entry.plannedStartMs).toBe(3)
      expect(entry.removedMs).toBe(entry.plannedEndMs)
    }
  })

  it('takes away at the end of the last operation what would last longer', async () => {
    const lab = new VirtualLab(quick)
    const scenario = [{ fault: 'latency', atMs: 900, forMs: 60_000 }]
    const { ledger, operationsEndMs, windowBeginMs } = await lab.run(specOf({ scenario }))
    expect(ledger).toMatchObject([{ state: 'removed', removedMs: operationsEndMs - windowBeginMs }])
    expect(lab.faultSet).toBe(false)
  })

  it('fails the trial, and names the fault as stuck, when a fault cannot be removed', async () => {
    const lab = new VirtualLab(quick)
    lab.ports.faults.inject = (_, acts) => {
      acts()
      const remove = () => Promise.reject(new Error('the server hangs'))
      return Promise.resolve({ confirmed: true, detail: '', problem: null, remove })
    }
    await expect(lab.run(specOf({ scenario: [{ fault: 'latency', forMs: 100 }] }))).rejects.toThrow(
      'the server hangs',
    )
    expect(lab.ledgerChanges.at(-1)).toMatchObject({ state: 'stuck', problem: 'the server hangs' })
    expect(lab.events.at(-1)).toBe('healed')
  })

  it('injects nothing when it cannot be written down', async () => {
    const lab = new VirtualLab(quick)
    lab.ports.ledger.intend = () => Promise.reject(new Error('the disk is full'))
    await expect(lab.run(specOf({ matrix: { latencyMs: [5] } }))).rejects.toThrow('the disk is full')
    expect(lab.events.some((event) => event.startsWith('injected'))).toBe(false)
  })

  it('sends lost attempts down the losing path, the same ones for every strategy', async () => {
    const lab = new VirtualLab(({ loss }) => ({ afterMs: loss ? Infinity : 10, reply: OK }))
    await lab.run(
      specOf({
        strategies: [{ use: 'no-retry' }, { use: 'constant', params: { delayMs: 5 } }],
        workload: { load: { mode: 'open', ratePerSecond: 100 } },
        matrix: { lossPercent: [30], loss: { mode: 'mixed' } },
        attemptTimeoutMs: 50,
      }),
    )
    const firstTries = (arm: number) =>
      lab.records
        .filter((record) => record.arm === arm && record.attempt === 1)
        .sort((a, b) => a.operation - b.operation)
        .map(({ loss }) => loss)
    expect(firstTries(0)).toEqual(firstTries(1))
    expect(new Set(firstTries(0))).toEqual(new Set(['none', 'request', 'ack']))
    expect(
      lab.records.every(({ loss, errorClass }) => (loss !== 'none') === (errorClass === 'attempt-timeout')),
    ).toBe(true)
    expect(lab.lossPlans).toMatchObject([
      {
        ways: [
          { kind: 'request', manner: 'silent' },
          { kind: 'ack', manner: 'silent' },
        ],
        attemptTimeoutMs: 50,
      },
    ])
  })
})
