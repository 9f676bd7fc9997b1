import { expect, test } from 'vitest'
import { resultOfStatus } from './reading'

test.each([
  [200, 'delivered'],
  [204, 'delivered'],
  [299, 'delivered'],
  [301, 'redirect'],
  [307, 'redirect'],
  [400, 'status'],
  [404, 'status'],
  [410, 'gone'],
  [500, 'status'],
] as const)('an answer with the status %i is %s', (status, result) => {
  expect(resultOfStatus(status)).toBe(result)
})
