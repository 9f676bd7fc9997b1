import { Metadata, status, type ServiceError } from '@grpc/grpc-js'
import { describe, expect, test } from 'vitest'
import type { ErrorClass } from '@/lib/core/history/error-class'
import type { Outcome } from '@/lib/core/history/attempt'
import {
  cancelledByWhom,
  classifyError,
  describeError,
  isAlreadyCompacted,
  succeeded,
} from './classify-reply'

function grpcError(code: number, details: string): ServiceError {
  return Object.assign(new Error(`${code} ${status[code]}: ${details}`), {
    code,
    details,
    metadata: new Metadata(),
  })
}

const S = status
/** Details as grpc-js and etcd write them, by what they mean: code, class, outcome of a put. A get is always a fail. */
const MEANINGS: [code: number, errorClass: ErrorClass, put: Outcome, details: string[]][] = [
  [
    S.DEADLINE_EXCEEDED,
    'attempt-timeout',
    'info',
    [
      'Deadline exceeded after 0.300s,LB pick: 0.001s,remote_addr=127.0.0.1:22379',
      'context deadline exceeded',
    ],
  ],
  [
    S.DEADLINE_EXCEEDED,
    'not-sent',
    'fail',
    [
      'Deadline exceeded after 0.300s,Waiting for LB pick',
      'Deadline exceeded after 0.300s,waiting for name resolution',
    ],
  ],
  [
    S.UNAVAILABLE,
    'not-sent',
    'fail',
    [
      'No connection established. Last error: connect ECONNREFUSED 127.0.0.1:22379. Resolution note: ',
      'No connection established',
      'Name resolution failed for target dns:etcd1:2379',
      'Name resolution failed for target retryscope:m1-21000.retryscope: the resolver failed',
      'Channel closed before call started',
    ],
  ],
  [
    S.INTERNAL,
    'not-sent',
    'fail',
    ['Failed to start HTTP/2 stream with error The session has been destroyed'],
  ],
  [S.UNAVAILABLE, 'overloaded', 'fail', ['Stream refused by server']],
  [S.UNAVAILABLE, 'no-leader', 'fail', ['etcdserver: no leader']],
  [S.UNAVAILABLE, 'leader-changed', 'info', ['etcdserver: leader changed']],
  [
    S.UNAVAILABLE,
    'server-timeout',
    'info',
    [
      'etcdserver: request timed out',
      'etcdserver: request timed out, possibly due to previous leader failure',
      'etcdserver: request timed out, possibly due to connection lost',
      'etcdserver: request timed out, waiting for the applied index took too long',
    ],
  ],
  [S.UNAVAILABLE, 'server-stopped', 'info', ['etcdserver: server stopped']],
  [
    S.UNAVAILABLE,
    'connection-dropped',
    'info',
    ['Connection dropped', 'read ECONNRESET', 'transport is closing'],
  ],
  [
    S.INTERNAL,
    'connection-dropped',
    'info',
    [
      'Received RST_STREAM with code 2 (Internal server error)',
      'Received RST_STREAM with code 2 triggered by internal client error: Session closed',
      'Received RST_STREAM with code 0 (Call ended without gRPC status)',
    ],
  ],
  [S.UNAVAILABLE, 'unknown', 'info', ['etcdserver: corrupt cluster']],
  [S.CANCELLED, 'cancelled', 'info', ['Cancelled on client']],
  [S.RESOURCE_EXHAUSTED, 'overloaded', 'fail', ['etcdserver: too many requests']],
  [S.RESOURCE_EXHAUSTED, 'rejected', 'fail', ['etcdserver: mvcc: database space exceeded']],
  [S.RESOURCE_EXHAUSTED, 'unknown', 'info', ['Bandwidth exhausted or memory limit exceeded']],
  [S.FAILED_PRECONDITION, 'no-leader', 'fail', ['etcdserver: not leader']],
  [S.FAILED_PRECONDITION, 'rejected', 'fail', ['etcdserver: authentication is not enabled']],
  [S.UNKNOWN, 'proposal-dropped', 'fail', ['raft proposal dropped']],
  [S.UNKNOWN, 'unknown', 'info', ['something nobody has seen yet']],
  [S.INVALID_ARGUMENT, 'rejected', 'fail', ['etcdserver: key is not provided']],
  [S.NOT_FOUND, 'rejected', 'fail', ['etcdserver: requested lease not found']],
  [S.PERMISSION_DENIED, 'rejected', 'fail', ['etcdserver: permission denied']],
  [S.UNAUTHENTICATED, 'rejected', 'fail', ['etcdserver: invalid auth token']],
  [S.OUT_OF_RANGE, 'rejected', 'fail', ['etcdserver: mvcc: required revision has been compacted']],
  [S.UNIMPLEMENTED, 'rejected', 'fail', ['unknown service etcdserverpb.KV']],
  [S.ABORTED, 'unknown', 'info', ['anything']],
  [S.DATA_LOSS, 'unknown', 'info', ['anything']],
]
const TABLE = MEANINGS.flatMap(([code, errorClass, put, all]) =>
  all.map((details) => ({ code, errorClass, put, details })),
)

describe('an error of an attempt', () => {
  test.each(TABLE)(
    '$code "$details" is $errorClass, and a put is $put',
    ({ code, details, errorClass, put }) => {
      const error = grpcError(code, details)
      expect(classifyError('put', error)).toEqual({ outcome: put, errorClass })
      expect(classifyError('get', error)).toEqual({ outcome: 'fail', errorClass })
    },
  )

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

test('is cancelled only where its caller did it: a server resets the stream when the deadline is over', () => {
  const reset = classifyError('put', grpcError(S.CANCELLED, 'Call cancelled'))
  const by = (isAborted: boolean, isPastDeadline: boolean) =>
    cancelledByWhom(reset, { isAborted, isPastDeadline })
  expect(by(true, true)).toEqual({ outcome: 'info', errorClass: 'cancelled' })
  expect(by(false, true)).toEqual({ outcome: 'info', errorClass: 'attempt-timeout' })
  expect(by(false, false)).toEqual({ outcome: 'info', errorClass: 'connection-dropped' })
  const refused = classifyError('get', grpcError(S.UNAVAILABLE, 'etcdserver: no leader'))
  expect(cancelledByWhom(refused, { isAborted: false, isPastDeadline: true })).toBe(refused)
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
