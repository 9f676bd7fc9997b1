import { expect, test } from 'vitest'
import { comparableTrials, recordedWords } from './recorded-trials'

const trial = (index: number, pointIndex: number, profiled?: boolean) => ({
  ...{ index, pointIndex },
  ...(profiled && { profiled }),
})
const indexes = (trials: { index: number }[]) => comparableTrials(trials as never[]).map(({ index }) => index)

test('recorded trials count only where their fault point has no other', () => {
  const trials = [trial(0, 0, true), trial(1, 1, true), trial(2, 0), trial(3, 0)]
  expect(indexes(trials)).toEqual([1, 2, 3])
  expect(indexes(trials.slice(2))).toEqual([2, 3])
})

test('what they did to the figures is told', () => {
  expect(recordedWords([trial(0, 0)])).toBeNull()
  expect(recordedWords([trial(0, 0, true), trial(1, 0)])).toBe(
    '1 trial recorded with a profile is left out of the figures.',
  )
  expect(recordedWords([trial(0, 0, true), trial(1, 1, true)])).toMatch(
    /^Every figure comes from 2 trials that were/,
  )
  expect(recordedWords([trial(0, 0, true), trial(1, 0), trial(2, 1, true)])).toMatch(
    /^1 trial .* left out .* Some figures come from 1 trial that was recorded/,
  )
})
