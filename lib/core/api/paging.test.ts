import { expect, test } from 'vitest'
import { askedPage, pageQuery, withNext } from './paging'

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

test('an address that asks for a page that cannot be asks for the nearest one, which the API takes', () => {
  for (const [asked, page] of [
    [0, 1],
    [-3, 1],
    [7, 7],
    [1e12, 1_000_000],
  ] as const) {
    expect(askedPage(asked)).toBe(page)
    expect(pageQuery({ usual: 1, most: 1 }).page.parse(String(page))).toBe(page)
  }
})
