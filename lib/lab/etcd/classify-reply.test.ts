import { Metadata, status, type ServiceError } from '@grpc/grpc-js'
import { describe, expect, test } from 'vitest'
import type { ErrorClass } from '@/lib/core/history/error-class'
import type { Outcome } from '@/lib/core/history/attempt'
import { classifyError, describeError, isAlreadyCompacted, succeeded } from './classify-reply'

function grpcError(code: number, details: string): ServiceError {
  return Object.assign(new Error(`${code} ${status[code]}: ${details}`), {
    code,
    details,
    metadata: new Metadata(),
  })
}

const S = status
/** code, details as grpc-js and etcd write them, class, outcome of a put. A get is always a fail. */
const TABLE: [code: number, details: string, errorClass: ErrorClass, put: Outcome][] = [
  [
    S.DEADLINE_EXCEEDED,
    'Deadline exceeded after 0.300s,LB pick: 0.001s,remote_addr=127.0.0.1:22379',
    'attempt-timeout',
    'info',
  ],
  [S.DEADLINE_EXCEEDED, 'context deadline exceeded', 'attempt-timeout', 'info'],
  [S.DEADLINE_EXCEEDED, 'Deadline exceeded after 0.300s,Waiting for LB pick', 'not-sent', 'fail'],
  [S.DEADLINE_EXCEEDED, 'Deadline exceeded after 0.300s,waiting for name resolution', 'not-sent', 'fail'],
  [
    S.UNAVAILABLE,
    'No connection established. Last error: connect ECONNREFUSED 127.0.0.1:22379. Resolution note: ',
    'not-sent',
    'fail',
  ],
  [S.UNAVAILABLE, 'No connection established', 'not-sent', 'fail'],
  [S.UNAVAILABLE, 'Name resolution failed for target dns:etcd1:2379', 'not-sent', 'fail'],
  [
    S.UNAVAILABLE,
    'Name resolution failed for target retryscope:m1-21000.retryscope: the resolver failed',
    'not-sent',
    'fail',
  ],
  [S.UNAVAILABLE, 'Channel closed before call started', 'not-sent', 'fail'],
  [S.INTERNAL, 'Failed to start HTTP/2 stream with error The session has been destroyed', 'not-sent', 'fail'],
  [S.UNAVAILABLE, 'Stream refused by server', 'overloaded', 'fail'],
  [S.UNAVAILABLE, 'etcdserver: no leader', 'no-leader', 'fail'],
  [S.UNAVAILABLE, 'etcdserver: leader changed', 'leader-changed', 'info'],
  [S.UNAVAILABLE, 'etcdserver: request timed out', 'server-timeout', 'info'],
  [
    S.UNAVAILABLE,
    'etcdserver: request timed out, possibly due to previous leader failure',
    'server-timeout',
    'info',
  ],
  [S.UNAVAILABLE, 'etcdserver: request timed out, possibly due to connection lost', 'server-timeout', 'info'],
  [
    S.UNAVAILABLE,
    'etcdserver: request timed out, waiting for the applied index took too long',
    'server-timeout',
    'info',
  ],
  [S.UNAVAILABLE, 'etcdserver: server stopped', 'server-stopped', 'info'],
  [S.UNAVAILABLE, 'Connection dropped', 'connection-dropped', 'info'],
  [S.UNAVAILABLE, 'read ECONNRESET', 'connection-dropped', 'info'],
  [S.UNAVAILABLE, 'transport is closing', 'connection-dropped', 'info'],
  [S.INTERNAL, 'Received RST_STREAM with code 2 (Internal server error)', 'connection-dropped', 'info'],
  [
    S.INTERNAL,
    'Received RST_STREAM with code 2 triggered by internal client error: Session closed',
    'connection-dropped',
    'info',
  ],
  [
    S.INTERNAL,
    'Received RST_STREAM with code 0 (Call ended without gRPC status)',
    'connection-dropped',
    'info',
  ],
  [S.UNAVAILABLE, 'etcdserver: corrupt cluster', 'unknown', 'info'],
  [S.CANCELLED, 'Cancelled on client', 'cancelled', 'info'],
  [S.RESOURCE_EXHAUSTED, 'etcdserver: too many requests', 'overloaded', 'fail'],
  [S.RESOURCE_EXHAUSTED, 'etcdserver: mvcc: database space exceeded', 'rejected', 'fail'],
  [S.RESOURCE_EXHAUSTED, 'Bandwidth exhausted or memory limit exceeded', 'unknown', 'info'],
  [S.FAILED_PRECONDITION, 'etcdserver: not leader', 'no-leader', 'fail'],
  [S.FAILED_PRECONDITION, 'etcdserver: authentication is not enabled', 'rejected', 'fail'],
  [S.UNKNOWN, 'raft proposal dropped', 'proposal-dropped', 'fail'],
  [S.UNKNOWN, 'something nobody has seen yet', 'unknown', 'info'],
  [S.INVALID_ARGUMENT, 'etcdserver: key is not provided', 'rejected', 'fail'],
  [S.NOT_FOUND, 'etcdserver: requested lease not found', 'rejected', 'fail'],
  [S.PERMISSION_DENIED, 'etcdserver: permission denied', 'rejected', 'fail'],
  [S.UNAUTHENTICATED, 'etcdserver: invalid auth token', 'rejected', 'fail'],
  [S.OUT_OF_RANGE, 'etcdserver: mvcc: required revision has been compacted', 'rejected', 'fail'],
  [S.UNIMPLEMENTED, 'unknown service etcdserverpb.KV', 'rejected', 'fail'],
  [S.ABORTED, 'anything', 'unknown', 'info'],
  [S.DATA_LOSS, 'anything', 'unknown', 'info'],
]

describe('an error of an attempt', () => {
  test.each(TABLE)('%i "%s" is %s, and a put is %s', (code, details, errorClass, put) => {
    const error = grpcError(code, details)
    expect(classifyError('put', error)).toEqual({ outcome: put, errorClass })
    expect(classifyError('get', error)).toEqual({ outcome: 'fail', errorClass })
  })

  test('of no known kind leaves a put in doubt, whatever its code', () => {
    for (const code of Object.values(S).filter((value) => typeof value === 'number' && value > 0))
      expect(['info', 'fail']).toContain(classifyError('put', grpcError(Number(code), 'new text')).outcome)
    expect(classifyError('put', grpcError(99, 'new code'))).toEqual({
      outcome: 'info',
      errorClass: 'unknown',
    })
  })

  test('that does not come from grpc is a bug and is thrown', () => {
    const bug = new TypeError('x is not a function')
    expect(() => classifyError('put', bug)).toThrow(bug)
  })
})

test('success has no error class', () => {
  expect(succeeded()).toEqual({ outcome: 'ok', errorClass: 'none' })
})

test('only a compaction that was done already is told apart', () => {
  expect(
    isAlreadyCompacted(grpcError(S.OUT_OF_RANGE, 'etcdserver: mvcc: required revision has been compacted')),
  ).toBe(true)
  expect(
    isAlreadyCompacted(grpcError(S.OUT_OF_RANGE, 'etcdserver: mvcc: required revision is a future revision')),
  ).toBe(false)
  expect(isAlreadyCompacted(new Error('compacted'))).toBe(false)
})

test('people are shown the details of a grpc error, and the message of any other', () => {
  expect(describeError(grpcError(S.UNAVAILABLE, 'etcdserver: no leader'))).toBe('etcdserver: no leader')
  expect(describeError(grpcError(S.UNAVAILABLE, ''))).toBe('UNAVAILABLE')
  expect(describeError(new Error('plain'))).toBe('plain')
})
