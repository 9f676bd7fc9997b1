/** An address of the list of runs is read the same by the server and by the page, and asks for what can be asked. */
import { expect, test } from 'vitest'
import { runsQuestionSchema } from '@/lib/core/runs/runs-question'
import { loadRunsAddress, questionOf } from './runs-address'
import { tagsProblem } from './tags-problem'

const asked = (parameters: string) => questionOf(loadRunsAddress(new URLSearchParams(parameters)))

test('an empty address asks for the first page of all runs', () => {
  const { limit, ...question } = asked('')
  expect(question).toEqual(expect.objectContaining({ q: '', tag: [], status: null, page: 1 }))
  expect(limit).toBe(25)
})

test('what the address says is asked', () => {
  expect(asked('q=%2012%20&status=failed&verdict=pass&quality=good&tag=a,,b&experiment=E&page=2')).toEqual({
    ...{ q: '12', status: 'failed', verdict: 'pass', quality: 'good', tag: ['a', 'b'], experiment: 'E' },
    ...{ page: 2, limit: 25 },
  })
})

test.each([
  'status=none',
  'page=-3',
  'page=x',
  `q=${'x'.repeat(500)}`,
  `tag=${Array(30).fill('t').join(',')}`,
])('an address that was tampered with asks for something sensible: %s', (parameters) => {
  const question = asked(parameters)
  expect(runsQuestionSchema.safeParse({ ...question, tag: question.tag.join(',') }).success).toBe(true)
})

test('a tag that cannot be taken is named', () => {
  expect(tagsProblem(['ok', 'n!'])).toMatch(/^“n!”: /)
  expect(tagsProblem(['ok'])).toBeNull()
  expect(tagsProblem(Array.from({ length: 11 }, (_, index) => `t${index}`))).toMatch(/at most 10/)
})
