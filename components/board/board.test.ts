/** Words, places and numbers of the board. */
import { expect, test } from 'vitest'
import { parseThresholdExpression } from '@/lib/core/experiment/threshold'
import type { BoardExperiment, BoardPoint, BoardThreshold } from '@/lib/core/runs/board'
import { boardCsv, boardNumbers } from './board-numbers'
import { limitWords, measuredWords, pointWords, thresholdWords } from './objective-words'
import { hasScale, placeOn, trendSpan, whiskerSpan } from './trend-data'

function asked(expression: string) {
  const parsed = parseThresholdExpression(expression)
  if (!parsed) throw new Error(expression)
  return parsed
}
const point = (low: number, value: number, high: number, more: Partial<BoardPoint> = {}): BoardPoint => ({
  ...{ verdict: 'pass', limit: 0.99, measured: { value, low, high } },
  ...more,
})

test.each([
  ['successRate >= 0.999', 'Success rate ≥ 99.9 %'],
  ['successRate >= 0.29', 'Success rate ≥ 29 %'],
  ['amplification < 1.5', 'Amplification < 1.5×'],
  ['p99LatencyMs <= 2500', 'P99 latency ≤ 2,500 ms'],
  ['duplicateEffects == 0', 'Duplicate effects = 0'],
])('%s reads %s', (expression, words) => {
  expect(thresholdWords(asked(expression))).toBe(words)
})

test('an estimate never stands without its interval; a count has none', () => {
  expect(measuredWords('successRate', { value: 0.9912, low: 0.989, high: 0.993 })).toBe(
    '99.12 % (98.90–99.30 %)',
  )
  expect(measuredWords('duplicateEffects', { value: 3, low: 3, high: 3 })).toBe('3 found')
  expect(measuredWords('duplicateEffects', null)).toBe('unknown')
  expect(measuredWords('p99LatencyMs', null)).toBe('no interval')
  expect(limitWords('successRate', 0.07)).toBe('7 %')
})

test('a point of a trend says what was measured, how it was judged, and by which limit', () => {
  const words = pointWords(
    asked('successRate >= 0.99'),
    point(0.9, 0.95, 0.97, { verdict: 'fail', limit: 0.98 }),
  )
  expect(words).toEqual(['95.00 % (90.00–97.00 %)', 'missed: ≥ 98 %'])
})

test('whiskers of a threshold share an axis with the limit on it; of the latest runs alone', () => {
  const threshold: BoardThreshold = {
    threshold: asked('successRate >= 0.99'),
    rows: [
      { arm: 0, points: [point(0.1, 0.2, 0.3), point(0.85, 0.87, 0.9)] },
      { arm: 1, points: [null, point(0.7, 0.75, 0.8)] },
    ],
  }
  const span = whiskerSpan(threshold)
  expect(hasScale(threshold)).toBe(true)
  expect(span.from).toBeLessThan(0.7)
  expect(span.from).toBeGreaterThan(0.6)
  expect(placeOn(span, 0.99)).toBeLessThan(1)
  expect(placeOn(span, 0.2)).toBe(0)
})

test('a trend has an axis of its own with every limit on it; equal values do not make it empty', () => {
  const limits = trendSpan(asked('successRate >= 0.99'), [
    point(0.95, 0.96, 0.97, { limit: 0.5 }),
    null,
    point(0.95, 0.96, 0.97),
  ])
  expect(placeOn(limits, 0.5)).toBeGreaterThan(0)
  expect(placeOn(limits, 0.99)).toBeLessThan(1)
  const zero = { verdict: 'pass', limit: 0, measured: { value: 0, low: 0, high: 0 } } as const
  const counts = trendSpan(asked('duplicateEffects == 0'), [zero])
  expect(counts.to).toBeGreaterThan(counts.from)
  expect(placeOn(trendSpan(asked('successRate >= 0.5'), []), 0.5)).toBe(0.5)
})

test('behind the picture stands a row for each strategy, threshold and run that was judged', () => {
  const run = {
    id: 'a',
    number: 7,
    finishedAt: null,
    version: null,
    tags: ['x', 'y'],
    quality: 'suspect',
    changed: false,
  } as const
  const experiment: BoardExperiment = {
    name: 'n',
    runs: [
      { ...run, tags: [] },
      { ...run, id: 'b', number: 8, tags: [...run.tags] },
    ],
    strategies: [{ use: 'constant', label: 'c' }],
    thresholds: [
      {
        threshold: asked('successRate >= 0.99'),
        rows: [{ arm: 0, points: [null, point(0.98, 0.985, 0.992, { verdict: 'inconclusive' })] }],
      },
    ],
  }
  const { head, rows } = boardNumbers(experiment)
  expect(rows).toHaveLength(1)
  expect(rows[0]?.figures).toEqual([
    'Success rate ≥ 99 %',
    '8',
    '–',
    '–',
    'x y',
    '98.50 %',
    '98.00–99.20 %',
    '99 %',
    'inconclusive',
    'suspect',
  ])
  expect(rows[0]?.figures).toHaveLength(head.length - 1)
  const csv = boardCsv(experiment)
  expect(csv.rows).toEqual([
    [
      ...['c', 'successRate', '>=', 0.99, 8, null, null, 'x y'],
      ...[0.985, 0.98, 0.992, 'inconclusive', 'suspect'],
    ],
  ])
  expect(csv.rows[0]).toHaveLength(csv.head.length)
})

test('an axis without an estimate of a latest run has no ends to name', () => {
  const threshold = asked('successRate >= 0.99')
  const points = [point(0.1, 0.2, 0.3), point(0, 0, 0, { measured: null })]
  expect(hasScale({ threshold, rows: [{ arm: 0, points }] })).toBe(false)
})
