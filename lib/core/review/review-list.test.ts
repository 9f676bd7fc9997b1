import { expect, test } from 'vitest'
import { inListOrder, reviewsParameters, type ReviewItem } from './review-list'

function item(number: number, since: string, waitsForYou = false): ReviewItem {
  return {
    run: { id: `run-${number}`, number, name: 'test', status: 'completed', verdict: null, quality: null },
    ...{ madeBy: null, state: 'open', waitsForYou, reviewers: [], comments: 0, openThreads: 0 },
    ...{ since: `2026-11-${since}T00:00:00.000Z`, changedAt: '2026-11-27T00:00:00.000Z' },
  }
}

test('what waits for whoever asks comes first, then what has been open the longest', () => {
  const items = [item(4, '20'), item(3, '10'), item(2, '25', true), item(1, '20')]
  expect(items.sort(inListOrder).map(({ run }) => run.number)).toEqual([2, 3, 1, 4])
})

test('what narrows nothing leaves no trace in an address', () => {
  expect(reviewsParameters({ state: 'open', mine: false, page: 1 })).toBe('')
  expect(reviewsParameters({ state: 'all', mine: true, page: 3 })).toBe('state=all&mine=true&page=3')
})
