import { expect, it } from 'vitest'
import { targetSchema } from './target'
import { targetWords } from './target-words'

it.each([
  [{ kind: 'etcd' }, 'etcd'],
  [{ kind: 'http', upstream: 'shop' }, 'HTTP upstream “shop”'],
  [{ kind: 'http' }, 'our HTTP upstream: answers 200 only, 64 places × 5 ms, queue 256'],
  [
    {
      kind: 'http',
      behaviour: { answers: { '503': 10, cut: 1 }, concurrency: 1, queue: 4, ratePerSecond: 50 },
    },
    'our HTTP upstream: 503 10 %, cut 1 %, 1 place × 5 ms, queue 4, at most 50 requests/s',
  ],
])('%j is "%s"', (target, words) => {
  expect(targetWords(targetSchema.parse(target))).toBe(words)
})
