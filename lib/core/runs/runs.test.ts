/** What is asked of the list of runs, and what a search looks for. */
import { expect, test } from 'vitest'
import { checkSpec } from '../experiment/spec'
import { measuredPart, objectivesOf, objectivesSchema } from './objectives'
import { isNarrowed, runsParameters, runsQuestionSchema } from './runs-question'
import { searchText, searchWords } from './search-text'

test('a question that is not asked is the newest runs; as an address it is empty', () => {
  const { limit, ...question } = runsQuestionSchema.parse({})
  expect(question).toEqual({
    q: '',
    status: null,
    verdict: null,
    quality: null,
    tag: [],
    experiment: null,
    page: 1,
  })
  expect(limit).toBe(100)
  expect(runsParameters(question)).toBe('')
  expect(isNarrowed(question)).toBe(false)
})

test('a question survives its way through an address', () => {
  const question = runsQuestionSchema.parse({
    ...{
      q: ' 50 % & more ',
      status: 'completed',
      verdict: 'fail',
      quality: 'suspect',
      tag: 'nightly,,team:a+b',
    },
    ...{ experiment: 'A × B', page: '3', limit: '25' },
  })
  expect(question).toMatchObject({ q: '50 % & more', tag: ['nightly', 'team:a+b'], page: 3 })
  const back = runsQuestionSchema.parse(Object.fromEntries(new URLSearchParams(runsParameters(question))))
  expect(back).toEqual(question)
  expect(isNarrowed(question)).toBe(true)
})

test.each([
  { status: 'done' },
  { verdict: 'held' },
  { page: '0' },
  { limit: '201' },
  { page: '1.5' },
  { q: 'x'.repeat(201) },
])('what cannot be asked is refused: %o', (asked) => {
  expect(runsQuestionSchema.safeParse(asked).success).toBe(false)
})

test('a search has words; one of digits may be a number, and with a # is nothing else', () => {
  expect(searchWords('  Nightly #12 7 v1.2 #x ')).toEqual([
    { text: 'nightly', number: null, onlyNumber: false },
    { text: '#12', number: 12, onlyNumber: true },
    { text: '7', number: 7, onlyNumber: false },
    { text: 'v1.2', number: null, onlyNumber: false },
    { text: '#x', number: null, onlyNumber: false },
  ])
  expect(searchWords(Array(50).fill('a').join(' ')).length).toBeLessThan(10)
})

test('everything a run is called by can be searched, in any letters', () => {
  const text = searchText({ name: 'Über Nacht', version: 'V1', tags: ['nightly'], labels: ['Full jitter'] })
  expect(text.split('\n')).toEqual(['über nacht', 'v1', 'nightly', 'full jitter'])
})

function spec(more: object = {}) {
  const result = checkSpec({
    name: 'n',
    strategies: [{ use: 'constant' }],
    matrix: { latencyMs: [5] },
    ...more,
  })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.spec
}

test('what is measured stays the same under another name, seed, limit, tag, version or more repetitions; not under other faults', () => {
  const more = {
    name: 'm',
    seed: 7,
    thresholds: ['successRate >= 0.9'],
    tags: ['x'],
    version: '1',
    repetitions: 3,
  }
  expect(measuredPart(spec(more))).toBe(measuredPart(spec()))
  expect(measuredPart(spec({ matrix: { latencyMs: [6] } }))).not.toBe(measuredPart(spec()))
  expect(measuredPart(spec({ strategies: [{ use: 'exponential' }] }))).not.toBe(measuredPart(spec()))
})

test('of a report only verdicts with what was measured are kept, of all strategies in their order', () => {
  const two = spec({ strategies: [{ use: 'no-retry' }, { use: 'constant', label: 'c' }] })
  const judged = {
    expression: 'successRate >= 0.9',
    verdict: 'pass',
    measured: { value: 1, low: 0.9, high: 1 },
  } as const
  const verdicts = [{ arm: 1, verdict: 'pass' as const, results: [{ ...judged, more: null, reason: null }] }]
  const kept = objectivesOf(two, { verdicts, quality: 'suspect' }, 'key')
  expect(kept).toEqual({
    specKey: 'key',
    quality: 'suspect',
    strategies: [
      { use: 'no-retry', label: 'no-retry', results: [] },
      { use: 'constant', label: 'c', results: [judged] },
    ],
  })
  expect(objectivesSchema.parse(JSON.parse(JSON.stringify(kept)))).toEqual(kept)
})
