/** The board says of the newest run of each name how it stands, and finds the same question in the runs before it. */
import { expect, test } from 'vitest'
import type { Verdict } from '../summary/verdict'
import { boardExperiments, standing, TREND_RUNS, type JudgedRun } from './board'
import type { Objectives } from './objectives'

const estimate = (value: number) => ({ value, low: value - 0.01, high: value + 0.01 })

function run(
  number: number,
  results: Record<string, [string, Verdict, number | null][]>,
  more: Partial<JudgedRun> & { specKey?: string } = {},
): JudgedRun {
  const { specKey = 'same', ...rest } = more
  const strategies: Objectives['strategies'] = Object.entries(results).map(([label, judged]) => ({
    use: 'constant',
    label,
    results: judged.map(([expression, verdict, value]) => ({
      expression,
      verdict,
      measured: value === null ? null : estimate(value),
    })),
  }))
  return {
    ...{ id: `id${number}`, number, name: 'nightly', finishedAt: '2026-01-01T00:00:00.000Z' },
    ...{ version: `v${number}`, tags: [], objectives: { specKey, quality: 'good', strategies } },
    ...rest,
  }
}
const one = (number: number, value = 0.95, more?: Parameters<typeof run>[2]) =>
  run(number, { a: [['successRate >= 0.9', 'pass', value]] }, more)

test('experiments stand by name, the one that ran last first, each with its runs from old to new', () => {
  const board = boardExperiments([one(1), one(4, 0.9, { name: 'other' }), one(3), one(2)])
  expect(board.map(({ name, runs }) => [name, runs.map(({ number }) => number)])).toEqual([
    ['other', [4]],
    ['nightly', [1, 2, 3]],
  ])
  expect(board[1]?.runs[2]).toMatchObject({ id: 'id3', version: 'v3', quality: 'good' })
})

test('a trend goes back over so many runs and no further, and ends with the latest', () => {
  const [board] = boardExperiments(Array.from({ length: 20 }, (_, index) => one(index + 1, index / 20)))
  expect(board?.runs).toHaveLength(TREND_RUNS)
  expect(board?.runs.at(-1)?.number).toBe(20)
  expect(board?.thresholds[0]?.rows[0]?.points.at(-1)).toMatchObject({
    measured: { value: 0.95 },
    limit: 0.9,
  })
})

test('strategies that are asked the same stand under one threshold, others under their own', () => {
  const [board] = boardExperiments([
    // How it went before is no part of how a strategy stands.
    run(0, { a: [['successRate >= 0.9', 'pass', 0.95]], b: [['successRate >= 0.9', 'fail', 0.5]] }),
    run(1, {
      a: [
        ['successRate >= 0.9', 'pass', 0.95],
        ['amplification <= 2', 'fail', 3],
      ],
      b: [['successRate>=0.90', 'inconclusive', 0.9]],
      c: [],
    }),
  ])
  expect(
    board?.thresholds.map(({ threshold, rows }) => [threshold.metric, rows.map(({ arm }) => arm)]),
  ).toEqual([
    ['successRate', [0, 1]],
    ['amplification', [0]],
  ])
  if (!board) throw new Error('no board')
  expect([0, 1, 2].map((arm) => standing(board, arm))).toEqual(['fail', 'inconclusive', null])
})

test('a run that did not ask, or had no such strategy, leaves a hole in the trend', () => {
  const [board] = boardExperiments([
    run(1, { a: [['amplification <= 2', 'pass', 1]] }),
    run(2, { b: [['successRate >= 0.9', 'pass', 0.95]] }),
    one(3),
  ])
  expect(board?.thresholds[0]?.rows[0]?.points.map((point) => point?.limit ?? null)).toEqual([
    null,
    null,
    0.9,
  ])
})

test('with another limit a run is still part of the trend, judged by its own; of several the same limit is taken', () => {
  const [board] = boardExperiments([
    run(1, { a: [['successRate >= 0.5', 'pass', 0.6]] }),
    run(2, {
      a: [
        ['successRate >= 0.5', 'pass', 0.6],
        ['successRate >= 0.9', 'fail', 0.6],
      ],
    }),
    run(3, {
      a: [
        ['successRate >= 0.5', 'pass', 0.6],
        ['successRate >= 0.8', 'fail', 0.6],
      ],
    }),
    run(4, { a: [['successRate <= 0.9', 'pass', 0.6]] }),
    one(5),
  ])
  const points = board?.thresholds[0]?.rows[0]?.points
  expect(points?.map((point) => point && [point.limit, point.verdict])).toEqual([
    [0.5, 'pass'],
    [0.9, 'fail'],
    null,
    null,
    [0.9, 'pass'],
  ])
})

test('where something else was measured than before, the trend says so', () => {
  const [board] = boardExperiments([one(1), one(2), one(3, 0.9, { specKey: 'other' }), one(4)])
  expect(board?.runs.map(({ changed }) => changed)).toEqual([false, false, true, true])
})
