import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRetryAttemptId, retryAttemptId } from './attempt-id'

describe('retryAttemptId', () => {
  it('is the operation and the number of the attempt', () => {
    expect(retryAttemptId('run/1/0/op/17', 3)).toBe('run/1/0/op/17#3')
  })

  it('tells any two attempts of any two operations apart', () => {
    const attempt = fc.record({
      operationId: fc.string({ unit: fc.constantFrom('a', '#', '1', '/') }),
      attempt: fc.integer({ min: 1, max: 300 }),
    })
    fc.assert(
      fc.property(attempt, (one) => {
        expect(parseRetryAttemptId(retryAttemptId(one.operationId, one.attempt))).toEqual(one)
      }),
      { seed: 20261123 },
    )
  })

  it.each([0, -1, 1.5, NaN])('refuses attempt %d', (attempt) => {
    expect(() => retryAttemptId('op', attempt)).toThrow('numbered from 1')
  })

  it.each(['op', 'op#', 'op#0', 'op#x', 'op#01'])('%s is no id of an attempt', (id) => {
    expect(parseRetryAttemptId(id)).toBeNull()
  })
})
