import { expect, test } from 'vitest'
import { withNext } from './paging'

const at = (address: string) => new URL(`http://localhost${address}`)

test('the next page has the same question with another page; the last one has none', () => {
  const page = { total: 5, page: 2, limit: 2 }
  expect(withNext(page, at('/api/runs?tag=a%2Cb&page=2&limit=2')).next).toBe(
    '/api/runs?tag=a%2Cb&page=3&limit=2',
  )
  expect(withNext({ ...page, page: 3 }, at('/api/runs?page=3')).next).toBeNull()
  expect(withNext({ ...page, total: 4 }, at('/api/runs?page=2')).next).toBeNull()
  expect(withNext({ ...page, total: 0, page: 1 }, at('/api/runs')).next).toBeNull()
})
