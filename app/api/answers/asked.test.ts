/** What a request asks for is read in one place, and refused in the same words. */
import { expect, test } from 'vitest'
import { z } from 'zod'
import { askedQuery, askedTrial } from './asked'
import { Refusal } from './problem'

const schema = z.object({
  limit: z.coerce.number().int().max(10).default(5),
  order: z.enum(['a', 'b']).default('a'),
})
const ask = (query: string) => askedQuery(new Request(`http://localhost/api?${query}`), schema)

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
  const { status, detail } = refusal(() => ask('limit=11&order=c'))
  expect(status).toBe(400)
  expect(detail).toMatch(/^limit: .*; order: /)
})

test('a trial is a number from 1; anything else is no trial of the run', () => {
  expect(askedTrial('12')).toBe(12)
  for (const text of ['0', '-1', '1.5', 'first']) {
    const { status, detail } = refusal(() => askedTrial(text))
    expect(status).toBe(404)
    expect(detail).toContain(`Trial ${text} `)
  }
})
