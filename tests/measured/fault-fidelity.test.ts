import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mean, measureLatency } from '@/bench/latency-fidelity'
import { measureLoss, type LossQuestion } from '@/bench/loss-fidelity'
import { latencyLaw } from '@/lib/core/fault/latency-law'
import { wilson } from '@/lib/core/summary/interval'
import type { AttemptReply, LossPlan } from '@/lib/engine/ports'
import { createTarget } from '@/lib/lab/lab-faults'
import { ToxiproxyControl } from '@/lib/lab/toxiproxy/toxiproxy-control'
import { withLab } from '../fixtures/lab-fixture'

type Way = LossPlan['ways'][number]

const SILENT_REQUEST: Way = { kind: 'request', manner: 'silent' }
const SILENT_ACK: Way = { kind: 'ack', manner: 'silent' }
const LOUD_REQUEST: Way = { kind: 'request', manner: 'loud' }
const LOUD_ACK: Way = { kind: 'ack', manner: 'loud' }
/** 99.5 % quantile of the standard normal distribution: intervals at 99 %. */
const Z_99 = 2.5758293035489004

const fixture = withLab()
let target: ReturnType<typeof createTarget>
beforeAll(() => {
  target = createTarget(fixture.lab.address)
})
afterAll(() => target.close())

/** In silence with every share; out loud, where a path is spent with each attempt, with fewer. */
const SILENT = { attempts: 2_000, concurrency: 64, attemptTimeoutMs: 400 }
/** A lost attempt that is told of ends long before its time-out, also on a machine that is busy. */
const LOUD = { attempts: 240, concurrency: 32, attemptTimeoutMs: 20_000 }
const SHARES = [0.05, 0.15, 0.25, 0.4]

function questionsOf(silent: Way, loud: Way): LossQuestion[] {
  const common = { valueBytes: 128, seed: 20_261_126 }
  return [
    ...SHARES.map((share) => ({ ...common, ...SILENT, way: silent, share, lostPerSecond: 160 })),
    { ...common, ...LOUD, way: loud, share: 0.25, lostPerSecond: 90 },
  ]
}

describe('exactly the attempts are lost that were drawn', () => {
  test.each(questionsOf(SILENT_REQUEST, LOUD_REQUEST))(
    '$way.manner request loss of $share, $attempts attempts: none of the lost reaches etcd',
    async (question) => {
      const { way } = question
      const answer = await measureLoss(fixture.lab.address, target, question)
      const { drawn, applied, replies, putsStarted, missed } = answer
      const interval = wilson(drawn.size, question.attempts, Z_99)
      expect(question.share).toBeGreaterThan(interval?.low ?? 1)
      expect(question.share).toBeLessThan(interval?.high ?? 0)
      expect(missed).toBe(0)
      const sent = replies.filter(({ errorClass }) => errorClass !== 'not-sent').length
      expect(putsStarted).toBe(sent - drawn.size)
      expect([...applied].filter((number) => drawn.has(number))).toEqual([])
      expect(applied.size).toBe(question.attempts - drawn.size)
      expect(classesOf(drawn, replies)).toEqual([
        way.manner === 'silent' ? 'info attempt-timeout' : 'info connection-dropped',
      ])
    },
  )

  test.each(questionsOf(SILENT_ACK, LOUD_ACK))(
    '$way.manner ack loss of $share, $attempts attempts: all of them are executed, none is answered',
    async (question) => {
      const { way } = question
      const answer = await measureLoss(fixture.lab.address, target, question)
      const { drawn, applied, replies, putsStarted, missed } = answer
      expect(missed).toBe(0)
      expect(putsStarted).toBe(question.attempts)
      expect(applied.size).toBe(question.attempts)
      expect(classesOf(drawn, replies)).toEqual([
        way.manner === 'silent' ? 'info attempt-timeout' : 'info connection-dropped',
      ])
    },
  )
})

test('latency of 100 ± 50 ms adds what its law says', async () => {
  const toxiproxy = new ToxiproxyControl(fixture.lab.address.toxiproxyUrl)
  // Toxiproxy's timers are late on a busy machine: a latency without jitter, as late as the other, is what to compare with.
  const control = 10
  const { withoutMs, withMs } = await measureLatency(toxiproxy, {
    ...{ latencyMs: 100, jitterMs: 50, controlMs: control, echoes: 2_000 },
  })
  expect(Math.min(...withoutMs)).toBeGreaterThanOrEqual(control - 0.1)
  expect(Math.min(...withMs)).toBeGreaterThanOrEqual(50 - 0.1)
  const added = mean(withMs) - mean(withoutMs) + control
  expect(Math.abs(added - latencyLaw(100, 50).meanMs)).toBeLessThan(3)
})

function classesOf(drawn: ReadonlySet<number>, replies: readonly AttemptReply[]): string[] {
  const classes = [...drawn].map((number) => {
    const reply = replies[number]
    return `${reply?.outcome} ${reply?.errorClass}`
  })
  return [...new Set(classes)]
}
