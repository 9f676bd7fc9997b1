import { describe, expect, it } from 'vitest'
import type { TrialSeries } from '@/lib/core/history/series'
import { breakerSpans, breakerWords, lineNumbers, seriesCharts, valueAt } from './series-data'

const series = (name: TrialSeries['name'], changes: Partial<TrialSeries> = {}): TrialSeries => ({
  ...{ name, arm: 0, member: null, points: [[0, 1]] },
  ...changes,
})

describe('charts over time', () => {
  it('has one chart per kind of thing, with a line per arm or member', () => {
    const { charts } = seriesCharts(
      [
        series('in-flight'),
        series('in-flight', { arm: 1 }),
        series('proposals-pending', { arm: null, member: 'm1' }),
        series('proposals-pending', { arm: null, member: 'm2' }),
        series('breaker'),
      ],
      ['a', 'b'],
    )
    expect(charts.map(({ name, lines }) => [name, lines.map(({ title }) => title)])).toEqual([
      ['in-flight', ['a', 'b']],
      ['proposals-pending', ['m1', 'm2']],
    ])
    expect(charts[1]?.lines.map(({ arm, member }) => [arm, member])).toEqual([
      [null, 0],
      [null, 1],
    ])
  })
  it('says what is not drawn because nothing happened, and draws it as soon as something did', () => {
    const calm = [series('connections-waiting', { points: [[0, 0]] }), series('has-leader', { member: 'm1' })]
    expect(seriesCharts(calm, ['a'])).toMatchObject({ charts: [], quiet: { length: 2 } })
    const lost = series('has-leader', {
      member: 'm1',
      points: [
        [0, 1],
        [500, 0],
      ],
    })
    expect(seriesCharts([lost], ['a']).charts).toHaveLength(1)
  })
  it('holds a value until the next one, and knows what nobody knew', () => {
    const points: TrialSeries['points'] = [
      [0, 1],
      [250, null],
      [500, 4],
    ]
    expect([249, 250, 900].map((ms) => valueAt(points, ms))).toEqual([1, null, 4])
    expect(lineNumbers(points)).toEqual({ most: 4, mean: 1, unknownMs: 250 })
  })
})

describe('a breaker over time', () => {
  const spans = breakerSpans(
    [
      [0, 0],
      [400, 2],
      [600, 1],
      [600, 0],
    ],
    1_000,
  )
  it('is in one state after the other, until the end', () => {
    expect(spans.map(({ fromMs, toMs, state }) => [fromMs, toMs, state])).toEqual([
      [0, 400, 'closed'],
      [400, 600, 'open'],
      [600, 1_000, 'closed'],
    ])
  })
  it('is told in words', () => {
    expect(breakerWords(spans)).toBe('opened 1 time, open for 20 % of the time')
    expect(breakerWords(breakerSpans([[0, 0]], 100))).toBe('always closed')
  })
})
