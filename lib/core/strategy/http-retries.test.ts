import { describe, expect, it } from 'vitest'
import type { AttemptReply } from '../history/attempt'
import { schemaFields } from '../schema/schema-fields'
import { compose } from './compose'
import { exponential } from './exponential'
import { guarded } from './guarded'
import { backoffOf } from './parts/backoff'
import { byHttpStatus } from './parts/classification'
import { VirtualCall } from './virtual-call'

const OK: AttemptReply = { outcome: 'ok', errorClass: 'none' }

/** Answers with this status once, and then as asked. */
function answering(httpStatus: number, given: Partial<AttemptReply> = {}): VirtualCall {
  const refusal: AttemptReply = { outcome: 'fail', errorClass: 'overloaded', httpStatus, ...given }
  return new VirtualCall((attempt) => ({ afterMs: 1, reply: attempt === 1 ? refusal : OK }))
}

describe('a strategy over HTTP', () => {
  it.each([
    ['articles', 503, {}, 'succeeded', 2],
    ['articles', 500, {}, 'permanent-error', 1],
    ['articles', 500, { retryAfterMs: 1_000 }, 'succeeded', 2],
    ['articles', 408, {}, 'permanent-error', 1],
    ['rfc9110', 503, {}, 'succeeded', 2],
    ['rfc9110', 408, {}, 'succeeded', 2],
    ['rfc9110', 500, {}, 'succeeded', 2],
    ['rfc9110', 500, { httpMethod: 'POST' }, 'unsafe-retry', 1],
    ['rfc9110', 503, { httpMethod: 'POST' }, 'succeeded', 2],
    ['rfc9110', 404, {}, 'permanent-error', 1],
  ] as const)(
    'in the reading of %s, after a %i %o: %s, attempts %i',
    async (statuses, status, given, ...end) => {
      const call = answering(status, given)
      const ending = await exponential.create(exponential.params.parse({ statuses })).run(call)
      expect([ending, call.attempts]).toEqual(end)
    },
  )

  it('has parameters for it that specs about other targets stay free of', () => {
    expect(exponential.params.parse({})).not.toHaveProperty('statuses')
    expect(
      schemaFields(exponential.params).flatMap(({ name, defaultValue, onlyFor }) =>
        onlyFor === null ? [] : [[name, defaultValue, onlyFor]],
      ),
    ).toEqual([
      ['statuses', 'rfc9110', 'http'],
      ['retryAfter', 'obey', 'http'],
    ])
    expect(exponential.params.safeParse({ statuses: 'all' }).success).toBe(false)
  })

  it('is read as RFC 9110 has it when the spec says nothing', async () => {
    const call = answering(500, { httpMethod: 'POST' })
    expect(await exponential.create(exponential.params.parse({})).run(call)).toBe('unsafe-retry')
  })

  it('repeats a POST of unknown outcome when it carries an idempotency key, and only then', async () => {
    const lost = { httpMethod: 'POST', outcome: 'info' } as const
    const withKey = guarded.params.parse({ idempotencyKey: 'operation-id' })
    expect(await guarded.create(withKey).run(answering(502, lost))).toBe('succeeded')
    expect(await guarded.create(guarded.params.parse({})).run(answering(502, lost))).toBe('unsafe-retry')
  })

  it('goes by the error class where no answer came', async () => {
    const lost: AttemptReply = { outcome: 'info', errorClass: 'attempt-timeout' }
    const call = new VirtualCall((attempt) => ({ afterMs: 1, reply: attempt === 1 ? lost : OK }))
    const strategy = compose({
      limits: { maxAttempts: 2 },
      backoff: backoffOf(() => 10),
      classification: byHttpStatus('articles'),
    })
    expect(await strategy.run(call)).toBe('succeeded')
  })
})

describe('Retry-After', () => {
  const asked = { retryAfterMs: 7_000 }

  it('is the shortest delay, and then the nominal one', async () => {
    const call = answering(503, asked)
    await exponential.create(exponential.params.parse({})).run(call)
    expect(call.waits).toEqual([{ atMs: 1, nominalMs: 7_000, plannedMs: 7_000 }])
  })

  it('does not shorten a delay that is longer', async () => {
    const call = answering(503, { retryAfterMs: 10 })
    await exponential.create(exponential.params.parse({ jitter: 'none' })).run(call)
    expect(call.waits).toMatchObject([{ nominalMs: 50, plannedMs: 50 }])
  })

  it('is ignored by who is told to', async () => {
    const call = answering(503, asked)
    await exponential.create(exponential.params.parse({ retryAfter: 'ignore', jitter: 'none' })).run(call)
    expect(call.waits).toMatchObject([{ nominalMs: 50, plannedMs: 50 }])
  })

  it('that would outlast the caller ends an operation that knows its deadline', async () => {
    const reply: AttemptReply = { outcome: 'fail', errorClass: 'overloaded', httpStatus: 429, ...asked }
    const call = new VirtualCall(() => ({ afterMs: 1, reply }), { deadlineMs: 5_000 })
    const strategy = compose({ limits: { deadlineAware: true }, backoff: backoffOf(() => 10) })
    expect([await strategy.run(call), call.nowMs()]).toEqual(['deadline', 1])
  })
})
