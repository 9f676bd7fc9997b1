/** What a request asks for is read in one place, and refused in the same words. */
import { expect, test } from 'vitest'
import { z } from 'zod'
import { fitting, queryOf } from './asked'
import { Refusal } from './problem'

const schema = z.object({
  limit: z.coerce.number().int().max(10).default(5),
  order: z.enum(['a', 'b']).default('a'),
})
const ask = (query: string) => queryOf(new Request(`http://localhost/api?${query}`), schema)

function refusal(work: () => unknown): Refusal['problem'] {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal) return error.problem
    throw error
  }
  throw new Error('it was not refused')
}

test('parameters that are left out have their defaults', () => {
  expect(ask('order=b')).toEqual({ limit: 5, order: 'b' })
})

test('parameters that do not fit are refused by their names', () => {
  const { kind, detail } = refusal(() => ask('limit=11&order=c'))
  expect(kind).toBe('not-understood')
  expect(detail).toMatch(/^limit: .*; order: /)
})

test('a parameter that nobody knows, or that is given twice, is refused: it would do nothing', () => {
  expect(refusal(() => ask('lmit=3')).detail).toBe('lmit: unknown; known: limit, order')
  expect(refusal(() => ask('limit=3&limit=4')).detail).toBe('limit: it is given twice')
  expect(refusal(() => queryOf(new Request('http://localhost/api?a=1'))).detail).toContain('no parameter')
})

test('a value that does not fit is refused with the place inside it', () => {
  const { detail } = refusal(() => fitting(z.object({ tags: z.array(z.string()) }), { tags: ['a', 2] }))
  expect(detail).toBe('tags.1: must be text')
})
