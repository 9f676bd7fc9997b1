import { describe, expect, it } from 'vitest'
import type { AttemptReply } from '../core/history/attempt'
import type { Strategy } from '../core/strategy/strategy'
import { figuresOfOnePoint } from '../core/summary/figures-fixture'
import { summariseTrial } from '../core/summary/summarise'
import { planTrials } from '../core/experiment/plan'
import type { ArmClient, AttemptRequest } from './ports'
import { runTrial } from './run-trial'
import { FAILED, OK, specOf, VirtualLab } from './virtual-lab'

/** One request of the library: how long it waits before it, how long it takes, what comes of it, and who is asked. */
interface Step {
  waitMs: number
  takesMs: number
  reply: AttemptReply
  member: number | null
}

const LATE: AttemptReply = { outcome: 'info', errorClass: 'attempt-timeout' }

const handsOver: Strategy = {
  run: async (call) => {
    const { outcome, gaveUp = 'cancelled' } = await call.attempt()
    return outcome === 'ok' ? 'succeeded' : gaveUp
  },
}

/** Runs one closed-loop caller with a library's client that goes through these steps for each operation. */
async function runWith(steps: readonly Step[], gaveUp?: AttemptReply['gaveUp']) {
  const lab = new VirtualLab(() => ({ afterMs: 0, reply: OK }))
  const { clock } = lab
  const opened: ArmClient[] = []
  const requests: AttemptRequest[] = []
  const attempt = async (request: AttemptRequest) => {
    requests.push(request)
    for (const { waitMs, takesMs, reply, member } of steps) {
      await clock.sleepUntil(clock.nowMs() + waitMs)
      const end = request.onTry?.()
      await clock.sleepUntil(clock.nowMs() + takesMs)
      end?.(reply, member)
    }
    return { ...(steps.at(-1)?.reply ?? FAILED), gaveUp }
  }
  const openClient = (arm: ArmClient) => {
    opened.push(arm)
    return Promise.resolve({ repeats: true, attempt, close: () => undefined })
  }
  const spec = specOf({
    strategies: [{ use: 'etcd3' }],
    workload: { putShare: 1, load: { mode: 'closed', concurrency: 1 } },
    trialDurationMs: 500,
    attemptTimeoutMs: 100,
    operationDeadlineMs: 400,
  })
  const [trial] = planTrials(spec)
  if (!trial) throw new Error('no trial')
  const ports = { ...lab.ports, strategies: () => handsOver, target: { ...lab.ports.target, openClient } }
  const running = runTrial({ spec, seed: 9, trial, keyPrefix: 'p/' }, ports, new AbortController().signal)
  const { shed } = await clock.run(running)
  const [summary] = summariseTrial(lab.records, shed)
  if (!summary) throw new Error('no summary')
  const first = lab.records.filter(({ operation }) => operation === 0)
  return { opened, requests, first, summary, figures: figuresOfOnePoint([summary]) }
}

describe('a library’s client', () => {
  const RETRIED: readonly Step[] = [
    { waitMs: 5, takesMs: 20, reply: FAILED, member: 2 },
    { waitMs: 30, takesMs: 20, reply: FAILED, member: null },
    { waitMs: 0, takesMs: 50, reply: OK, member: 1 },
  ]

  it('is asked for where the strategy has one', async () => {
    const { opened } = await runWith(RETRIED)
    expect(opened).toMatchObject([{ prefix: 'p/0/', library: { kind: 'etcd3' } }])
  })

  it('gets the whole operation, with all the time that its caller has', async () => {
    const { requests } = await runWith(RETRIED)
    expect(requests[0]).toMatchObject({ kind: 'put', operation: 0, timeoutMs: 400 })
  })

  it('has each of its requests recorded as an attempt of the operation', async () => {
    const { first } = await runWith(RETRIED)
    expect(
      first.map(({ attempt, member, startMs, endMs, errorClass, actualDelayMs, stop }) => [
        ...[attempt, member, startMs, endMs, errorClass, actualDelayMs, stop],
      ]),
    ).toEqual([
      // From when the operation was begun: what the library does before its first request is part of it.
      [1, 2, 0, 25, 'no-leader', 0, 'retry'],
      // Nobody knows whom it would have asked: the member that a plain client would have.
      [2, 1, 55, 75, 'no-leader', 30, 'retry'],
      [3, 1, 75, 125, 'none', 0, 'succeeded'],
    ])
    expect(first.every(({ nominalDelayMs, plannedDelayMs }) => nominalDelayMs + plannedDelayMs === 0)).toBe(
      true,
    )
  })

  it('makes the same figures as a strategy that sends its attempts one by one', async () => {
    const { summary, figures } = await runWith(RETRIED)
    // One after the other, 125 ms each, as long as the window of 500 ms is open.
    expect(summary).toMatchObject({ operations: 4, ok: 4, attempts: 12, attemptsOk: 4 })
    expect(figures.amplification?.value).toBe(3)
    expect(figures.retries).toBe(8)
  })

  it('ends by its own reason, and a time-out at the deadline is the caller’s', async () => {
    const { first, summary } = await runWith(
      [
        { waitMs: 0, takesMs: 100, reply: FAILED, member: 0 },
        { waitMs: 0, takesMs: 300, reply: LATE, member: 1 },
      ],
      'deadline',
    )
    expect(first.at(-1)).toMatchObject({ errorClass: 'deadline', stop: 'deadline', operationEndMs: 400 })
    expect(summary).toMatchObject({ operations: 2, info: 2 })
  })

  it('that refuses a try has that recorded as a refusal, not as an attempt', async () => {
    const { first, summary } = await runWith(
      [
        { waitMs: 0, takesMs: 100, reply: FAILED, member: 0 },
        { waitMs: 0, takesMs: 0, reply: { outcome: 'fail', errorClass: 'breaker-open' }, member: null },
      ],
      'refused',
    )
    expect(first.at(-1)).toMatchObject({ errorClass: 'breaker-open', stop: 'refused' })
    expect(summary).toMatchObject({ operations: 5, attempts: 5, refused: 5 })
  })
})
