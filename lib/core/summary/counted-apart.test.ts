import { expect, it } from 'vitest'
import { countedApart } from './counted-apart'
import { figuresOfOnePoint } from './figures-fixture'

const none = figuresOfOnePoint([])

it('says nothing of what did not happen', () => {
  expect(countedApart(none)).toEqual([])
})

it('names what refused, and operations of which nothing was sent', () => {
  const errors = { 'breaker-open': 7, 'budget-empty': 2, 'no-leader': 40 }
  expect(countedApart({ ...none, refused: 9, unattempted: 3, errors })).toEqual([
    {
      kind: 'refused',
      count: 9,
      details: [
        { count: 7, words: 'by its breaker' },
        { count: 2, words: 'by its budget' },
        { count: 3, words: 'operations without any attempt' },
      ],
    },
  ])
})

it('tells the levels of a degradation apart, tickets also where there was none', () => {
  const deferred = { jobs: 5, attempts: 9, doneAt: [4, 0, 1], givenUp: 0, mostOpen: 2, jobMs: null }
  expect(countedApart({ ...none, deferred })).toEqual([
    {
      kind: 'deferred',
      count: 5,
      details: [
        { count: 4, words: 'done at try 1 of the queue' },
        { count: 1, words: 'done at try 3 of the queue' },
        { count: 0, words: 'given up' },
        { count: 2, words: 'open at most at once' },
      ],
    },
  ])
})

it('counts leaked attempts and auxiliary requests', () => {
  expect(countedApart({ ...none, leakedAttempts: 4, auxiliaryRequests: 6 })).toEqual([
    { kind: 'leaked', count: 4, details: [] },
    { kind: 'auxiliary', count: 6, details: [] },
  ])
})
