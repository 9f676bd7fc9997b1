import { describe, expect, it } from 'vitest'
import type { AttemptRecord } from '../history/attempt'
import { workloadSchema } from '../workload/registry'
import { leaderChangeSpans } from './leader-changes'
import { operationSpans } from './operation-spans'
import { contextOf, leaderMove, record, retried } from './trace-fixture'

function spansOf(attempts: readonly AttemptRecord[], context = contextOf()) {
  const [root, ...rest] = operationSpans(attempts, context, leaderChangeSpans(context))
  if (!root) throw new Error('no span')
  return { root, rest }
}

describe('an operation as spans', () => {
  it('is a span from its intended start to its end for its caller, with one child per attempt', () => {
    const { root, rest } = spansOf(retried().toReversed())
    expect(root).toMatchObject({
      ...{ parentSpanId: null, name: 'operation put', kind: 'internal', startMs: 1_000, endMs: 1_100 },
      ...{ status: 'ok', statusMessage: '' },
    })
    expect(root.attributes).toMatchObject({
      ...{ 'retryscope.run.id': 'run-1', 'retryscope.run.number': 3, 'retryscope.trial': 2 },
      ...{ 'retryscope.fault_point': '40 ms · no switches', 'retryscope.strategy.use': 'no-retry' },
      ...{ 'retryscope.operation': 7, 'retryscope.attempts': 2, 'retryscope.start_lateness_ms': 2 },
      ...{ 'retryscope.outcome': 'ok', 'retryscope.stop_reason': 'succeeded' },
    })
    expect(root.attributes).not.toHaveProperty('error.type')
    const ofBoth = { parentSpanId: root.spanId, traceId: root.traceId, kind: 'client' }
    expect(rest).toMatchObject([
      { ...ofBoth, startMs: 1_002, endMs: 1_010, status: 'error' },
      { ...ofBoth, startMs: 1_091, endMs: 1_100, status: 'ok' },
    ])
    expect(rest[0]?.attributes).toMatchObject({
      ...{ 'rpc.system.name': 'grpc', 'rpc.method': 'etcdserverpb.KV/Put', 'error.type': 'no-leader' },
      ...{ 'retryscope.attempt': 1, 'retryscope.member': 1, 'retryscope.outcome': 'fail' },
    })
  })

  it('has its waits as events, at the moment at which they began, with the three delays', () => {
    expect(spansOf(retried()).root.events).toEqual([
      {
        name: 'backoff',
        atMs: 1_010,
        attributes: {
          'retryscope.attempt': 2,
          'retryscope.backoff.nominal_ms': 100,
          'retryscope.backoff.planned_ms': 80,
          'retryscope.backoff.actual_ms': 81,
        },
      },
    ])
    expect(spansOf([record()]).root.events).toEqual([])
  })

  it('has a refused try as an event and not as a span: nothing was sent', () => {
    const { root, rest } = spansOf([
      record({ outcome: 'info', errorClass: 'attempt-timeout', stop: 'retry' }),
      record({
        attempt: 2,
        startMs: 1_020,
        endMs: 1_020,
        outcome: 'fail',
        errorClass: 'breaker-open',
        stop: 'refused',
      }),
    ])
    expect(rest).toHaveLength(1)
    expect(root.events.map(({ name, atMs }) => [name, atMs])).toEqual([['refused', 1_020]])
    // Its first attempt may have happened.
    expect(root).toMatchObject({
      status: 'error',
      attributes: { 'retryscope.outcome': 'info', 'retryscope.attempts': 1 },
    })
  })

  it('says when the caller left, and that what began afterwards leaked', () => {
    const { root, rest } = spansOf([
      record({
        endMs: 2_100,
        operationEndMs: 2_000,
        outcome: 'fail',
        errorClass: 'no-leader',
        stop: 'deadline',
      }),
      record({ attempt: 2, startMs: 2_200, endMs: 2_300, operationEndMs: 2_000, stop: 'after-end' }),
    ])
    expect(root).toMatchObject({ endMs: 2_000, status: 'error' })
    // The write that leaked took effect: nobody can say that the operation did not happen.
    expect(root.attributes).toMatchObject({ 'retryscope.outcome': 'info' })
    expect(root.events).toMatchObject([{ name: 'caller left', atMs: 2_000 }])
    expect(rest.map(({ attributes }) => attributes['retryscope.leaked'])).toEqual([undefined, true])
  })

  it('marks what a strategy added for its own knowledge, and what was lost', () => {
    const { root, rest } = spansOf([
      record({ kind: 'revision', stop: 'retry', revision: 12 }),
      record({
        attempt: 2,
        kind: 'txn',
        loss: 'ack',
        outcome: 'info',
        errorClass: 'attempt-timeout',
        stop: 'unsafe-retry',
      }),
    ])
    expect(rest.map(({ attributes }) => attributes['retryscope.revision'])).toEqual([12, undefined])
    expect(root.attributes).toMatchObject({ 'retryscope.operation.kind': 'put', 'retryscope.attempts': 1 })
    expect(
      rest.map(({ attributes }) => [attributes['retryscope.auxiliary'], attributes['retryscope.loss']]),
    ).toEqual([
      [true, undefined],
      [undefined, 'ack'],
    ])
  })

  it.each([
    ['counter', 'put', 'increment'],
    ['set', 'put', 'add'],
    ['transfer', 'txn', 'transfer'],
    ['transfer', 'get', 'get'],
  ] as const)('of %s, sent as %s, is called %s', (workload, kind, word) => {
    const context = contextOf()
    const spec = { ...context.spec, workload: workloadSchema.parse({ kind: workload }) }
    const { root } = spansOf([record({ kind })], { ...context, spec })
    expect(root).toMatchObject({ name: `operation ${word}` })
    expect(root.attributes['retryscope.operation.kind']).toBe(word)
  })

  it('is named by HTTP over HTTP, with the resends counted', () => {
    const { rest } = spansOf(retried(), contextOf({ target: 'http' }))
    expect(rest.map(({ name }) => name)).toEqual(['POST', 'POST'])
    expect(rest.map(({ attributes }) => attributes['http.request.resend_count'])).toEqual([undefined, 1])
    expect(rest[0]?.attributes).not.toHaveProperty('rpc.system.name')
  })

  it('has an event and a link for a leader change while it was in flight, and none for another', () => {
    const change = { from: 0, to: 2, leaderlessMs: 40 }
    const context = contextOf({
      ledger: [leaderMove(1_030)],
      leaderChanges: [
        { ...change, seenMs: 1_090 },
        { ...change, seenMs: 3_000 },
      ],
    })
    const [met] = leaderChangeSpans(context)
    const { root } = spansOf(retried(), context)
    expect(root.links).toEqual([{ traceId: met?.span.traceId, spanId: met?.span.spanId, attributes: {} }])
    expect(root.events.map(({ name, atMs }) => [name, atMs])).toEqual([
      ['backoff', 1_010],
      ['leader change', 1_090],
    ])
  })
})
