import { expect, it } from 'vitest'
import { pageQueries } from './page-queries'

it('measures every route that answers to GET, each once', () => {
  const queries = pageQueries({ id: 'run', other: 'other', trials: 2, points: 2, strategies: 2, profiled: 0 })
  const routes = queries.map(({ route }) => route)
  expect(new Set(routes).size).toBe(routes.length)
})
