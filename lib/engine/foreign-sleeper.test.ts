import { describe, expect, it } from 'vitest'
import type { Strategy } from '../core/strategy/strategy'
import { FAILED, OK, specOf, VirtualLab } from './virtual-lab'

const ONE_CALLER = { workload: { load: { mode: 'closed', concurrency: 1 } } } as const

/** A lab whose only arm is driven by the strategy. */
function labOf(strategy: Strategy, answer: ConstructorParameters<typeof VirtualLab>[0]): VirtualLab {
  const lab = new VirtualLab(answer)
  lab.ports.strategies = () => strategy
  return lab
}

describe('a strategy that sleeps by itself', () => {
  it('has the delay it noted recorded with the attempt after it, and the one that passed', async () => {
    const lab = labOf(
      {
        run: async (call) => {
          await call.attempt()
          call.noteDelay(100, 40)
          await lab.clock.sleepUntil(call.nowMs() + 43)
          await call.attempt()
          await lab.clock.sleepUntil(call.nowMs() + 7)
          await call.attempt()
          return 'succeeded'
        },
      },
      () => ({ afterMs: 10, reply: OK }),
    )
    await lab.run(specOf(ONE_CALLER))
    expect(
      lab.records
        .slice(0, 3)
        .map(({ nominalDelayMs, plannedDelayMs, actualDelayMs }) => [
          nominalDelayMs,
          plannedDelayMs,
          actualDelayMs,
        ]),
    ).toEqual([
      [0, 0, 0],
      [100, 40, 43],
      [0, 0, 7],
    ])
  })

  it('is told by the signal when its caller leaves', async () => {
    const leftAfterMs: number[] = []
    const lab = labOf(
      {
        run: async (call) => {
          await call.attempt()
          await lab.clock.sleepUntil(Infinity, call.signal).catch(() => undefined)
          leftAfterMs.push(call.nowMs() - call.startMs)
          return 'deadline'
        },
      },
      () => ({ afterMs: 10, reply: FAILED }),
    )
    await lab.run(specOf({ ...ONE_CALLER, attemptTimeoutMs: 100, operationDeadlineMs: 700 }))
    expect(leftAfterMs).toEqual([700, 700])
    expect(lab.records.map(({ stop }) => stop)).toEqual(['deadline', 'deadline'])
  })

  it('is told at once when the trial is given up', async () => {
    const giveUp = new AbortController()
    const reasons: unknown[] = []
    const lab = labOf(
      {
        run: async (call) => {
          await call.attempt()
          const asleep = lab.clock.sleepUntil(Infinity, call.signal)
          giveUp.abort(new Error('given up'))
          await asleep.catch((reason: unknown) => reasons.push(reason))
          return 'deadline'
        },
      },
      () => ({ afterMs: 10, reply: FAILED }),
    )
    await expect(lab.run(specOf(ONE_CALLER), giveUp.signal)).rejects.toThrow('given up')
    expect(reasons).toEqual([new Error('given up')])
  })

  it('leaves no timer behind when the operation ends before its deadline, and is closed once, at the end', async () => {
    let closed = 0
    const lab = labOf(
      {
        run: async (call) => {
          expect(call.signal.aborted).toBe(false)
          await call.attempt()
          return 'succeeded'
        },
        close: () => (closed += 1),
      },
      () => ({ afterMs: 10, reply: OK }),
    )
    await lab.run(specOf({ ...ONE_CALLER, operationDeadlineMs: 600_000 }))
    expect(closed).toBe(1)
    await expect(lab.clock.run(new Promise(() => undefined))).rejects.toThrow('stands still')
    expect(lab.clock.nowMs()).toBeLessThan(10_000)
  })
})
