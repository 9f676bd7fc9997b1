import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { httpTargetSchema } from '@/lib/core/experiment/target'
import { INJECTED_ANSWERS } from '@/lib/core/target/injected-answers'
import { answerStream, drawAnswer } from '@/lib/lab/http/upstream/answer-mix'
import { cutLinks, restoreLinks } from '@/lib/lab/toxiproxy/link-cuts'
import { allLinks } from '@/lib/lab/toxiproxy/link-proxies'
import { ToxiproxyControl } from '@/lib/lab/toxiproxy/toxiproxy-control'
import { doneTwice, runHttpTrial } from '../fixtures/http-trial'
import { runningPrograms, withLab } from '../fixtures/lab-fixture'

const fixture = withLab(undefined, { kind: 'http', upstream: 'own' })
const target = (behaviour: object = {}) => httpTargetSchema.parse({ kind: 'http', behaviour })
const closed = (concurrency: number) => ({ mode: 'closed', concurrency }) as const

afterEach(() => new ToxiproxyControl(fixture.lab.address.toxiproxyUrl).reset())

test('the lab runs Toxiproxy and the upstream, and no etcd', () => {
  expect(runningPrograms(fixture.lab.directory)).toEqual(['watchdog', 'toxiproxy', 'upstream'])
  expect(fixture.lab.address).toMatchObject({
    target: 'http',
    members: [{ name: 'upstream', proxyName: 'retryscope-upstream' }],
  })
  expect(fixture.lab.etcdVersion).toBeNull()
})

describe('a trial against the upstream', () => {
  test('is answered as the seed draws it, for all arms alike, and every request is counted', async () => {
    const answers = { '408': 5, '429': 10, '500': 5, '502': 5, '503': 10, '504': 5, cut: 5 }
    const wanted = target({ answers, serviceTimeMs: 1 })
    const { attempts, replies, counters } = await runHttpTrial(fixture.lab.address, wanted, {
      strategies: [{ use: 'no-retry' }, { use: 'constant', params: { delayMs: 5, maxAttempts: 3 } }],
      workload: { putShare: 0.5, load: closed(6) },
      trialDurationMs: 2_000,
    })
    if (!wanted.behaviour) throw new Error('our own upstream has a behaviour')
    for (const { request, reply } of replies) {
      const name = { operation: request.operation ?? NaN, attempt: request.attempt ?? NaN }
      const { answer } = drawAnswer(wanted.behaviour, answerStream({ seed: 5, trial: 0 }, name, 0))
      expect(answer === 'cut' ? undefined : Number(answer)).toBe(reply.httpStatus)
      if (answer === 'cut') expect(['stale-connection', 'connection-dropped']).toContain(reply.errorClass)
    }
    // The draw is held to the shares elsewhere; here, that each of them was met at all.
    for (const answer of INJECTED_ANSWERS.filter((one) => one !== 'stall' && one !== 'cut'))
      expect(
        replies.some(({ reply }) => reply.httpStatus === Number(answer)),
        answer,
      ).toBe(true)
    expect(attempts.some(({ errorClass }) => errorClass === 'stale-connection')).toBe(true)
    const sent = (kind: string) =>
      attempts.filter((attempt) => attempt.kind === kind && attempt.errorClass !== 'not-sent').length
    expect(counters?.started).toEqual({ POST: sent('put'), GET: sent('get') })
    expect(counters?.cut).toBe(replies.filter(({ reply }) => reply.httpStatus === undefined).length)
  })

  test('is told when to come back, in both of HTTP’s forms', async () => {
    for (const [retryAfter, least, most] of [
      ['seconds', 3_000, 3_000],
      // A whole second, rounded up; a busy machine reads it a little later.
      ['date', 1, 4_000],
    ] as const) {
      const { replies } = await runHttpTrial(
        fixture.lab.address,
        target({ answers: { '503': 60, '429': 40 }, retryAfter, retryAfterSeconds: 3 }),
        { strategies: [{ use: 'no-retry' }], workload: { load: closed(2) }, trialDurationMs: 500 },
      )
      expect(new Set(replies.map(({ reply }) => reply.errorClass))).toEqual(
        new Set(['unavailable', 'too-many-requests']),
      )
      for (const { reply } of replies) {
        expect(reply.retryAfterMs).toBeGreaterThanOrEqual(least)
        expect(reply.retryAfterMs).toBeLessThanOrEqual(most)
      }
    }
  })

  test('meets the latency of its link', async () => {
    const { attempts, result } = await runHttpTrial(fixture.lab.address, target(), {
      strategies: [{ use: 'no-retry' }],
      matrix: { latencyMs: [120] },
      workload: { load: closed(4) },
      trialDurationMs: 1_000,
    })
    expect(attempts.length).toBeGreaterThan(4)
    for (const { startMs, endMs } of attempts) expect(endMs - startMs).toBeGreaterThanOrEqual(119)
    expect(result.ledger).toMatchObject([{ fault: 'latency', state: 'removed', confirmed: true }])
    expect(result.faultProblems).toEqual([])
  })
})

describe('answers that are lost on their way', () => {
  test('make a plain retry do writes twice; those with a client token happen once', async () => {
    const { address } = fixture.lab
    const { attempts, effects } = await runHttpTrial(address, target({ serviceTimeMs: 2 }), {
      strategies: [
        { use: 'constant', label: 'plain', params: { delayMs: 20, maxAttempts: 4 } },
        { use: 'guarded', params: { idempotencyKey: 'operation-id', maxAttempts: 4 } },
        { use: 'idempotent' },
        { use: 'guarded', label: 'guarded without a key' },
      ],
      workload: { putShare: 1, load: closed(8) },
      matrix: { lossPercent: [30], loss: { mode: 'ack' } },
      attemptTimeoutMs: 150,
      trialDurationMs: 2_000,
    })
    const lost = (arm: number) =>
      attempts.filter(
        (one) => one.arm === arm && one.outcome === 'info' && one.errorClass === 'attempt-timeout',
      ).length
    for (const arm of [0, 1, 2, 3]) expect(lost(arm), `arm ${arm}`).toBeGreaterThan(0)
    expect(doneTwice(effects, 0).length).toBeGreaterThan(0)
    expect([1, 2, 3].map((arm) => doneTwice(effects, arm))).toEqual([[], [], []])
    // What was reported as done was done.
    const done = new Set(effects.map(({ operationId }) => operationId))
    for (const { arm, operation, stop } of attempts)
      if (stop === 'succeeded') expect(done.has(`retryscope/r/0/${arm}/op/${operation}`)).toBe(true)
  })

  test('are harmless for a receiver that de-duplicates by event and trace, whatever its callers do', async () => {
    const { address } = fixture.lab
    const { effects, counters } = await runHttpTrial(
      address,
      target({ serviceTimeMs: 2, deduplication: 'event-and-trace' }),
      {
        strategies: [{ use: 'constant', params: { delayMs: 20, maxAttempts: 4 } }],
        workload: { putShare: 1, load: closed(8) },
        attemptTimeoutMs: 150,
        trialDurationMs: 1_500,
        matrix: { lossPercent: [30], loss: { mode: 'ack' } },
      },
    )
    expect(counters?.effects.recognised).toBeGreaterThan(0)
    expect(doneTwice(effects, 0)).toEqual([])
  })
})

describe('attempts that are drawn as lost', () => {
  test.each([
    ['request', 'silent'],
    ['request', 'loud'],
    ['ack', 'silent'],
    ['ack', 'loud'],
  ] as const)('meet their %s loss: %s', async (mode, manner) => {
    const { attempts, counters, effects, result } = await runHttpTrial(
      fixture.lab.address,
      target({ serviceTimeMs: 1 }),
      {
        strategies: [{ use: 'constant', params: { delayMs: 10, maxAttempts: 3 } }],
        workload: { putShare: 1, load: closed(6) },
        matrix: { lossPercent: [25], loss: { mode, manner } },
        // What is told of a loss must be heard before, also on a machine that is busy.
        attemptTimeoutMs: manner === 'silent' ? 200 : 5_000,
        trialDurationMs: 1_500,
      },
    )
    // A machine that stalls for as long as the time-out sends nothing at all.
    const sent = attempts.filter(({ errorClass }) => errorClass !== 'not-sent')
    const lost = sent.filter(({ loss }) => loss !== 'none')
    expect(lost.length).toBeGreaterThan(5)
    expect(result.faultProblems).toEqual([])
    const classes = { silent: ['attempt-timeout'], loud: ['connection-dropped'] }[manner]
    expect([...new Set(lost.map(({ errorClass }) => errorClass))]).toEqual(classes)
    expect(new Set(lost.map(({ outcome }) => outcome))).toEqual(new Set(['info']))
    // Only what the target did not get is missing from its own count.
    const arrived = sent.length - (mode === 'request' ? lost.length : 0)
    expect(counters?.started).toEqual({ POST: arrived })
    const repeated = doneTwice(effects, 0)
    // An answer that a busy machine brings late is as good as lost, and what it was for is repeated, too.
    const late = attempts.filter(({ loss, outcome }) => loss === 'none' && outcome !== 'ok')
    const lateIds = late.map(({ operation }) => `retryscope/r/0/0/op/${operation}`)
    if (mode === 'request') expect(repeated.filter((id) => !lateIds.includes(id))).toEqual([])
    else expect(repeated.length).toBeGreaterThan(0)
  })

  test('are lost again after the link was down for a while', async () => {
    const { address } = fixture.lab
    const [toxiproxy, links] = [new ToxiproxyControl(address.toxiproxyUrl), allLinks(address.members)]
    let upAgainMs = NaN
    const { attempts, result } = await runHttpTrial(
      address,
      target({ serviceTimeMs: 1 }),
      {
        strategies: [{ use: 'constant', params: { delayMs: 10, maxAttempts: 3 } }],
        workload: { putShare: 1, load: closed(4) },
        matrix: { lossPercent: [50], loss: { mode: 'request', manner: 'silent' } },
        attemptTimeoutMs: 150,
        trialDurationMs: 2_500,
      },
      {
        async whileOpen() {
          const beganMs = performance.now()
          await sleep(300)
          expect(await cutLinks(toxiproxy, links, () => undefined)).toBeNull()
          await sleep(300)
          await restoreLinks(toxiproxy, links)
          upAgainMs = performance.now() - beganMs
        },
      },
    )
    expect(attempts.some(({ errorClass }) => errorClass === 'not-sent')).toBe(true)
    const lost = attempts.filter(({ loss }) => loss === 'request')
    expect(lost.filter(({ outcome }) => outcome === 'ok')).toEqual([])
    // With a new path the caller waits for its time-out again, as with one that never was.
    expect(
      lost.some(({ startMs, errorClass }) => startMs > upAgainMs && errorClass === 'attempt-timeout'),
    ).toBe(true)
    expect(result.faultProblems).toEqual([])
  })
})

describe('a capacity that is nearly used up', () => {
  // The queue has room for what a stalled machine sends late.
  const places = {
    concurrency: 2,
    serviceTimeMs: 20,
    queue: 40,
    retryAfter: 'none',
    answers: { '500': 60 },
    effectBeforeErrorPercent: 0,
  }
  // Two places of 20 ms serve 100 requests a second.
  const load = { mode: 'open', ratePerSecond: 80, arrivals: 'constant', maxInFlight: 512 } as const

  test('carries the operations, and sheds when retries push it over', async () => {
    const shedBy = async (use: string, params: object) => {
      const { counters, attempts } = await runHttpTrial(fixture.lab.address, target(places), {
        strategies: [{ use, params: { ...params } }],
        workload: { putShare: 0, load },
        attemptTimeoutMs: 1_000,
        operationDeadlineMs: 2_000,
        trialDurationMs: 2_500,
      })
      return {
        shed: counters?.refused.capacity ?? NaN,
        unavailable: attempts.filter((one) => one.errorClass === 'unavailable').length,
      }
    }
    const without = await shedBy('no-retry', {})
    // Three of five operations fail and come again at once, and so does what is shed for it.
    const withRetries = await shedBy('constant', { delayMs: 1, maxAttempts: 10 })
    expect(withRetries.shed).toBeGreaterThan(without.shed + 100)
    // A stalled machine hears some of it only when the attempt is over.
    expect(withRetries.unavailable).toBeGreaterThan(withRetries.shed / 2)
    expect(withRetries.unavailable).toBeLessThanOrEqual(withRetries.shed)
  })
})
