import { describe, expect, it } from 'vitest'
import { faultPoints } from '@/lib/core/experiment/fault-points'
import { matrixSchema } from '@/lib/core/experiment/matrix'
import { matrixPicture } from './matrix-picture'

const picture = (input: object) => matrixPicture(matrixSchema.parse(input))

describe('the picture of the fault matrix', () => {
  it('has every point once, in a grid per value of what varies beside two dimensions', () => {
    const input = {
      lossPercent: [40, 0, 5],
      latencyMs: [20, 100],
      jitterMs: [0, 80],
      leaderSwitchesPerMinute: [0, 6, 12, 30],
    }
    const { bands, points, titles, words } = picture(input)
    const grids = bands?.flatMap((band) => band.grids)
    expect(words).toBe('48 fault points = 3 × loss · 2 × latency · 2 × jitter · 4 × leader switches')
    expect(points).toEqual(faultPoints(matrixSchema.parse(input)))
    expect(bands?.map(({ label }) => label)).toEqual(['loss 0 %', 'loss 5 %', 'loss 40 %'])
    expect(bands?.[1]?.grids.map(({ label }) => label)).toEqual(['latency 20 ms', 'latency 100 ms'])
    const cells = grids?.flatMap(({ axes }) => axes.rows.flatMap((row) => row.points)) ?? []
    expect(cells.toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual(points.map((_, index) => index))
    // The last grid's last cell is the point where everything is largest.
    expect(points[grids?.at(-1)?.axes.rows.at(-1)?.points.at(-1) ?? -1]).toEqual({
      ...{ lossPercent: 40, latencyMs: 100, jitterMs: 80 },
      leaderSwitchesPerMinute: 30,
    })
    expect(titles).toEqual({
      across: 'leader switches per minute',
      down: 'jitter, ± ms',
      grids: 'request loss per attempt, % · latency, ms',
    })
  })

  it('is one grid with holes where points were chosen', () => {
    const { bands, words } = picture({
      points: [
        { lossPercent: 5, latencyMs: 20, jitterMs: 10 },
        { lossPercent: 40, latencyMs: 100, jitterMs: 80 },
      ],
    })
    expect(words).toBe('2 fault points, chosen one by one')
    expect(bands).toHaveLength(1)
    expect(bands?.[0]?.grids).toHaveLength(1)
    expect(bands?.[0]?.grids[0]?.axes.rows.map((row) => row.points)).toEqual([
      [0, null],
      [null, 1],
    ])
  })

  it('is a single cell where nothing varies, and words alone where there would be too many', () => {
    expect(picture({})).toMatchObject({ words: '1 fault point', titles: { across: '', down: '', grids: '' } })
    expect(picture({}).bands?.[0]?.grids[0]?.axes.rows[0]?.points).toEqual([0])
    const many = Array.from({ length: 40 }, (_, index) => index)
    const large = picture({ lossPercent: many, latencyMs: many })
    expect(large).toMatchObject({ words: '1,600 fault points = 40 × loss · 40 × latency', bands: null })
  })
})
