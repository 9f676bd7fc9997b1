import { describe, expect, it } from 'vitest'
import { faultPoints } from '@/lib/core/experiment/fault-points'
import { matrixSchema } from '@/lib/core/experiment/matrix'
import { dimensionTitles, heatAxes, pointTitle, variedDimensions } from '@/lib/core/summary/heat-axes'
import { evenColumns } from './map-columns'
import { endCell, nextCell } from './use-roving-cell'
import { isVague } from '@/lib/core/summary/cell-metrics'
import { HEAT_METRICS, heatClass, heatLegend, heatMetrics } from './heat-scale'
import { exampleReport } from '@/lib/core/export/report-fixture'
import type { Thread } from '@/lib/core/review/comment'
import type { Place } from '@/lib/core/review/place'
import { cellWords } from './cell-words'
import { cellThreads } from './cell-threads'

const matrix = matrixSchema.parse({
  latencyMs: [0, 100],
  jitterMs: [0, 50],
  leaderSwitchesPerMinute: [0, 6, 12],
})
const points = faultPoints(matrix)

describe('heat scale', () => {
  it('spends most of its classes between 90 and 100 %', () => {
    const classes = [0.9, 0.95, 0.98, 0.995, 1].map((value) => heatClass(heatMetrics.success, value))
    expect(classes).toEqual([3, 4, 5, 6, 7])
    expect(heatClass(heatMetrics.success, 0.2)).toBe(0)
  })
  it('calls more attempts and more latency worse', () => {
    expect(heatClass(heatMetrics.amplification, 1)).toBe(7)
    expect(heatClass(heatMetrics.amplification, 5)).toBe(0)
    expect(heatClass(heatMetrics.p99, 10)).toBe(7)
    expect(heatClass(heatMetrics.p99, 9_000)).toBe(0)
  })
  it.each(HEAT_METRICS)('draws each class of %s once, from worst to best', (name) => {
    expect(heatLegend(heatMetrics[name]).map(({ step }) => step)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  })
  it('marks a figure whose interval reaches over three classes or more', () => {
    const vague = (low: number, high: number) => isVague(heatMetrics.success, { value: high, low, high })
    expect([vague(0.66, 1), vague(0.981, 0.9991)]).toEqual([true, true])
    expect([vague(0.996, 1), vague(0.981, 0.989)]).toEqual([false, false])
    expect(isVague(heatMetrics.p99, { value: 50, low: 10, high: 9_000 })).toBe(true)
  })
  it('names the class that a bound begins', () => {
    expect(heatLegend(heatMetrics.success).at(-1)?.label).toBe('≥ 99.9')
    expect(heatLegend(heatMetrics.amplification)[0]?.label).toBe('≥ 3')
  })
})

it('says of trials, and not of operations, that they are suspect', () => {
  const [cell] = exampleReport().cells
  if (!cell) throw new Error('the fixture has one')
  const words = (trials: number, suspectTrials: number) =>
    cellWords({ ...cell, trials, suspectTrials }, heatMetrics.success)
  expect(words(1, 1)).toContain('; the trial is suspect')
  expect(words(3, 1)).toContain('; 1 of 3 trials is suspect')
  expect(words(3, 2)).toContain('; 2 of 3 trials are suspect')
  expect(words(3, 0)).not.toContain('suspect')
})

describe('heat axes', () => {
  it('puts every point on the map exactly once, whichever dimension goes across', () => {
    for (const across of variedDimensions(points)) {
      const placed = heatAxes(points, across, matrix).rows.flatMap((row) => row.points)
      expect([...placed].sort((a, b) => Number(a) - Number(b))).toEqual(points.map((_, index) => index))
    }
  })
  it('shows latency and jitter as rows and switches as columns', () => {
    const axes = heatAxes(points, 'leaderSwitchesPerMinute', matrix)
    expect(axes.rows.map((row) => row.label)).toEqual(['0 ± 0', '0 ± 50', '100 ± 0', '100 ± 50'])
    expect(axes.columns.map((column) => column.label)).toEqual(['0', '6', '12'])
  })
  it('offers only dimensions with more than one value', () => {
    expect(
      variedDimensions(
        faultPoints(matrixSchema.parse({ latencyMs: [5], jitterMs: [0, 1], leaderSwitchesPerMinute: [0] })),
      ),
    ).toEqual(['jitterMs'])
  })
})

describe('a matrix with loss', () => {
  const lossy = matrixSchema.parse({
    lossPercent: [25, 5],
    latencyMs: [100],
    jitterMs: [20, 180],
    leaderSwitchesPerMinute: [0, 6],
    loss: { mode: 'ack' },
  })
  it('has rows of what varies besides the columns, in ascending order, and nothing else', () => {
    const axes = heatAxes(faultPoints(lossy), 'jitterMs', lossy)
    expect(axes.columns.map(({ label }) => label)).toEqual(['± 20', '± 180'])
    expect(axes.rows.map(({ label }) => label)).toEqual([
      '5 % · 0/min',
      '5 % · 6/min',
      '25 % · 0/min',
      '25 % · 6/min',
    ])
    expect(axes.rowTitle).toBe('ack loss per attempt, % · leader switches per minute')
  })
  it('has one row without a name when only the columns vary', () => {
    const single = matrixSchema.parse({ lossPercent: [0, 5], latencyMs: [100] })
    const axes = heatAxes(faultPoints(single), 'lossPercent', single)
    expect(axes).toMatchObject({ rowTitle: '', rows: [{ label: '', points: [0, 1] }], hasHoles: false })
    expect(axes.columns.map(({ label }) => label)).toEqual(['0 %', '5 %'])
  })
  it('names packets as packets, and the link of the latency', () => {
    const packets = matrixSchema.parse({ loss: { mode: 'packet', link: 'both' }, latency: { link: 'peer' } })
    expect(dimensionTitles(packets).lossPercent).toBe('packets lost on client and peer links, %')
    expect(pointTitle(['jitterMs', 'latencyMs'], packets)).toBe('latency between members ± jitter, ms')
  })
})

describe('what is the same everywhere', () => {
  const commonOf = (input: Parameters<typeof matrixSchema.parse>[0]) => {
    const same = matrixSchema.parse(input)
    return heatAxes(faultPoints(same), 'lossPercent', same).everywhere
  }
  it('is named, a loss with its mode, also at a single point', () => {
    expect(commonOf({ lossPercent: [30], loss: { mode: 'ack' } })).toBe('30 % ack loss')
    expect(commonOf({ lossPercent: [0, 5], latencyMs: [100], leaderSwitchesPerMinute: [6] })).toBe(
      'latency 100 ms · 6 leader switches per minute',
    )
  })
  it('is nothing where nothing but the axes is disturbed', () => {
    expect(commonOf({ lossPercent: [0, 5] })).toBe('')
  })
})

describe('chosen points', () => {
  const chosen = matrixSchema.parse({
    points: [
      { lossPercent: 40, jitterMs: 450 },
      { lossPercent: 5, jitterMs: 20 },
      { lossPercent: 5, jitterMs: 450 },
    ],
  })
  const axes = heatAxes(faultPoints(chosen), 'jitterMs', chosen)
  it('leave holes where they make no full grid', () => {
    expect(axes.rows).toEqual([
      { label: '5 %', points: [1, 2] },
      { label: '40 %', points: [null, 0] },
    ])
    expect(axes.hasHoles).toBe(true)
  })
  it('are gone through with arrow keys, over holes', () => {
    const wide = [{ label: '', points: [3, null, null, 7] }]
    expect(nextCell(wide, 3, [0, 1])).toBe(7)
    expect(nextCell(wide, 7, [0, -1])).toBe(3)
    expect(nextCell(wide, 7, [0, 1])).toBeNull()
    expect(nextCell(axes.rows, 1, [1, 0])).toBeNull()
  })
  it('have ends, of a row and of the whole map', () => {
    const rows = [
      { label: 'a', points: [null, 4, 5] },
      { label: 'b', points: [6, 7, null] },
    ]
    expect(endCell(rows, 5, { last: false, ofMap: false })).toBe(4)
    expect(endCell(rows, 6, { last: true, ofMap: false })).toBe(7)
    expect(endCell(rows, 7, { last: false, ofMap: true })).toBe(4)
    expect(endCell(rows, 4, { last: true, ofMap: true })).toBe(7)
  })
})

describe('lines of maps', () => {
  it('are full, or lack one map at most', () => {
    expect([1, 2, 3, 4, 5, 6].map(evenColumns)).toEqual([
      [1],
      [2, 1],
      [3, 1],
      [4, 2, 1],
      [5, 3, 1],
      [6, 3, 2, 1],
    ])
  })
})

describe('threads on cells', () => {
  const thread = (place: Place, resolved: Thread['resolved'] = null) => ({ place, resolved })

  it('are counted by cell as long as they are open', () => {
    const counts = cellThreads([
      thread({ on: 'cell', cell: '1.0' }),
      thread({ on: 'cell', cell: '1.0' }),
      thread({ on: 'cell', cell: '0.1' }, { by: 'a', at: '' }),
      thread({ on: 'run' }),
    ])
    expect([...counts]).toEqual([['1.0', 2]])
  })
})
