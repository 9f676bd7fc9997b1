import { describe, expect, it } from 'vitest'
import { barChart } from './bar-chart'
import { dotChart } from './dot-chart'
import { tag, text } from './markup'
import { linearScale, logScale } from './scale'
import { spreadChart } from './spread-chart'
import type { ChartLook } from './marks'

const looks: ChartLook[] = [
  { label: 'a', colour: 'blue', mark: 'circle' },
  { label: 'b & <i>', colour: 'red', mark: 'square' },
]

describe('markup', () => {
  it('escapes contents and attributes, and closes what has no content', () => {
    expect(tag('p', { title: '"<x>', width: 1 / 3, hidden: undefined }, text('a & <b>'))).toBe(
      '<p title="&quot;&lt;x&gt;" width="0.33">a &amp; &lt;b&gt;</p>',
    )
    expect(tag('line', { x1: 0 })).toBe('<line x1="0"/>')
    expect(text('a\u0000b')).toBe('a\ufffdb')
  })
})

describe('scales', () => {
  it('have round ticks around both ends', () => {
    expect(linearScale(0, 87, 0, 100).ticks).toEqual([0, 20, 40, 60, 80, 100])
    expect(linearScale(-30, 45, 0, 100).ticks).toEqual([-40, -20, 0, 20, 40, 60])
    expect(linearScale(99.2, 100, 0, 100).ticks).toEqual([99.2, 99.4, 99.6, 99.8, 100])
    expect(logScale(3, 250, 0, 100).ticks).toEqual([1, 10, 100, 1000])
    expect(logScale(10, 10, 0, 100).ticks).toEqual([10, 100])
  })
  it('put values where they belong, and never outside', () => {
    const { at } = linearScale(0, 100, 200, 0)
    expect([0, 25, 100, 150].map(at)).toEqual([200, 150, 0, 0])
    expect([0, 1, 10, 1000].map(logScale(1, 1000, 0, 90).at)).toEqual([0, 0, 30, 90])
  })
})

describe('charts', () => {
  const estimate = (value: number) => ({ value, low: value - 1, high: value + 1 })
  it('draws a mark and a whisker per estimate, nothing where there is none', () => {
    const chart = dotChart({
      ...{ words: 'w', axisTitle: 'x', categories: ['0', '<5>'], looks, limit: 50 },
      estimates: [
        [estimate(10), null],
        [estimate(20), estimate(90)],
      ],
      write: (value) => `${value} %`,
    })
    expect(chart.match(/<title>/g)).toHaveLength(3)
    expect(chart).toContain('<title>b &amp; &lt;i&gt;, &lt;5&gt;: 90 % [89 %, 91 %]</title>')
    expect(chart.match(/stroke-dasharray/g)).toHaveLength(1)
    // A higher value stands higher.
    const [first = 0, second = 0] = [...chart.matchAll(/cy="([\d.]+)"/g)].map(([, y]) => Number(y))
    expect(second).toBeLessThan(first)
  })
  it('draws expected shares as circles, and no bar for what did not happen', () => {
    const bar = (share: number | null, expected: number | null) => ({ share, interval: null, expected })
    const chart = barChart({
      ...{ words: 'w', axisTitle: 'retries', categories: ['0', '1'], looks },
      bars: [
        [bar(0.9, 0.91), bar(1, null)],
        [bar(0.1, 0.09), bar(0, null)],
      ],
    })
    expect(chart.match(/<rect/g)).toHaveLength(3)
    expect(chart.match(/<circle/g)).toHaveLength(2)
  })
  it('puts each strategy’s values on a line of its own', () => {
    const quantiles = {
      count: 3,
      p5: estimate(-50),
      p50: estimate(0),
      p95: estimate(50),
      p99: null,
      mean: 0,
      shape: null,
    }
    const chart = spreadChart({
      ...{ words: 'w', axisTitle: 'x' },
      rows: looks.map((look, arm) => ({ look, quantiles: arm === 0 ? quantiles : null, values: [-20, 30] })),
    })
    expect(chart.match(/fill-opacity/g)).toHaveLength(1)
    expect(chart.match(/<circle/g)).toHaveLength(2)
    expect(chart).toContain('>b &amp; &lt;i&gt;</text>')
  })
})
