import { describe, expect, it } from 'vitest'
import type { AttemptReply, OperationKind } from '../history/attempt'
import { schemaFields } from '../schema/schema-fields'
import { compose } from './compose'
import { exponential } from './exponential'
import { guarded } from './guarded'
import { idempotent } from './idempotent'
import { backoffOf } from './parts/backoff'
import { byHttpStatus } from './parts/classification'
import { VirtualCall } from './virtual-call'

const OK: AttemptReply = { outcome: 'ok', errorClass: 'none' }

/** Answers with this status once, and then as asked. */
function answering(
  httpStatus: number,
  given: Partial<AttemptReply> = {},
  kind: OperationKind = 'get',
): VirtualCall {
  const refusal: AttemptReply = { outcome: 'fail', errorClass: 'overloaded', httpStatus, ...given }
  return new VirtualCall((attempt) => ({ afterMs: 1, reply: attempt === 1 ? refusal : OK }), { kind })
}

describe('a strategy over HTTP', () => {
  it.each([
    ['articles', 'get', 503, {}, 'succeeded'],
    ['articles', 'get', 500, {}, 'permanent-error'],
    ['articles', 'put', 500, { retryAfterMs: 1_000 }, 'succeeded'],
    ['articles', 'get', 408, {}, 'permanent-error'],
    ['rfc9110', 'get', 503, {}, 'succeeded'],
    ['rfc9110', 'get', 408, {}, 'succeeded'],
    ['rfc9110', 'get', 500, {}, 'succeeded'],
    ['rfc9110', 'put', 500, {}, 'unsafe-retry'],
    ['rfc9110', 'put', 503, {}, 'succeeded'],
    ['rfc9110', 'get', 404, {}, 'permanent-error'],
  ] as const)('in the reading of %s, a %s after a %i %o: %s', async (statuses, kind, status, given, end) => {
    const call = answering(status, given, kind)
    const ending = await exponential.create(exponential.params.parse({ statuses })).run(call)
    expect([ending, call.attempts]).toEqual([end, end === 'succeeded' ? 2 : 1])
  })

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
    expect(await exponential.create(exponential.params.parse({})).run(answering(500, {}, 'put'))).toBe(
      'unsafe-retry',
    )
  })

  it('repeats a write of unknown outcome when it carries an idempotency key, and only then', async () => {
    const lost = { outcome: 'info' } as const
    const withKey = guarded.params.parse({ idempotencyKey: 'operation-id' })
    expect(await guarded.create(withKey).run(answering(502, lost, 'put'))).toBe('succeeded')
    const withoutKey = guarded.params.parse({})
    expect(await guarded.create(withoutKey).run(answering(502, lost, 'put'))).toBe('unsafe-retry')
  })

  it('comes again with a key that is in use: 409 speaks of the attempt before, not of the request', async () => {
    const withKey = guarded.params.parse({ idempotencyKey: 'operation-id' })
    const inUse = { errorClass: 'key-in-use' } as const
    expect(await guarded.create(withKey).run(answering(409, inUse, 'put'))).toBe('succeeded')
    const plain = exponential.params.parse({})
    expect(await exponential.create(plain).run(answering(409, {}, 'put'))).toBe('permanent-error')
  })

  it.each([
    ['rfc9110', 500, 'succeeded'],
    ['articles', 500, 'permanent-error'],
    ['rfc9110', 400, 'permanent-error'],
  ] as const)(
    'is an idempotent transaction read by %s: after a %i it %s',
    async (statuses, status, ending) => {
      const refusal: AttemptReply = { outcome: 'fail', errorClass: 'overloaded', httpStatus: status }
      const replies = [{ ...OK, modRevision: '1' }, refusal, OK]
      const call = new VirtualCall((attempt) => ({ afterMs: 1, reply: replies[attempt - 1] ?? OK }))
      expect(await idempotent.create(idempotent.params.parse({ statuses })).run(call)).toBe(ending)
    },
  )

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

  it('is obeyed by each request of an idempotent transaction', async () => {
    const busy: AttemptReply = { outcome: 'fail', errorClass: 'overloaded', httpStatus: 503, ...asked }
    const lost: AttemptReply = { outcome: 'info', errorClass: 'attempt-timeout', ...asked }
    // The revision, the transaction, and the look whether it was done: each asks for seven seconds the first time.
    const replies = [busy, { ...OK, modRevision: '1' }, lost, busy, { ...OK, isApplied: true }]
    const waitsOf = async (given: object) => {
      const call = new VirtualCall((attempt) => ({ afterMs: 0, reply: replies[attempt - 1] ?? OK }))
      expect(await idempotent.create(idempotent.params.parse(given)).run(call)).toBe('succeeded')
      return call.waits
    }
    expect((await waitsOf({})).map(({ nominalMs, plannedMs }) => [nominalMs, plannedMs])).toEqual(
      [1, 2, 3].map(() => [7_000, 7_000]),
    )
    expect(await waitsOf({ retryAfter: 'ignore' })).toMatchObject(
      [50, 100, 200].map((nominalMs) => ({ nominalMs })),
    )
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
