import { expect, it } from 'vitest'
import type { Operation } from '@/lib/core/api/operation'
import { operations } from '@/lib/core/api/operations'
import { refuseUntakenKey } from './once-by-key'

/** Whether a request with a key is refused unread. */
function isRefused(operation: Operation, headers: HeadersInit = { 'idempotency-key': 'k' }): boolean {
  try {
    refuseUntakenKey(new Request('http://127.0.0.1/api', { headers }), operation)
    return false
  } catch (error) {
    expect(error).toMatchObject({
      problem: { kind: 'not-understood', detail: expect.stringContaining('nothing was done') as string },
    })
    return true
  }
}

it('is taken by every change that says so, and refused by every other one, never ignored', () => {
  const changes = (operations as readonly Operation[]).filter(({ method }) => method !== 'GET')
  const taken = changes.filter((one) => !isRefused(one)).map(({ id }) => id)
  expect(taken).toEqual(changes.filter(({ idempotent }) => idempotent).map(({ id }) => id))
  expect(taken.sort()).toEqual([
    ...['answerThread', 'beginThread', 'createInvitation', 'createRun', 'createToken', 'createWebhook'],
    ...['renewWebhookSecret', 'shareComparison', 'shareRun', 'testWebhook'],
  ])
})

it('matters to no request without one, and to none that only reads', () => {
  for (const operation of operations) expect(isRefused(operation, {}), operation.id).toBe(false)
  for (const operation of operations.filter(({ method }) => method === 'GET'))
    expect(isRefused(operation), operation.id).toBe(false)
})
