import { expect, it } from 'vitest'
import { byFrequency, unsuccessfulStops } from './failure-words'

it('counts come with the most frequent first, and nothing that did not happen', () => {
  expect(byFrequency({ 'no-leader': 2, 'attempt-timeout': 46, 'not-sent': 0, cancelled: 2 })).toEqual([
    { name: 'attempt-timeout', count: 46 },
    { name: 'cancelled', count: 2 },
    { name: 'no-leader', count: 2 },
  ])
})

it('only ends without success are told', () => {
  expect(unsuccessfulStops({ succeeded: 400, deferred: 3, deadline: 1 })).toEqual([
    { name: 'deadline', count: 1 },
  ])
})
