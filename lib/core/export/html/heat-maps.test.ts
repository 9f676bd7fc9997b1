import { expect, it } from 'vitest'
import { CELL_METRICS, cellMetrics, countsInstead, isVague } from '../../summary/cell-metrics'
import type { RunReport } from '../../summary/report'
import { exampleReport } from '../report-fixture'
import type { ChartLook } from '../svg/marks'
import { DEFAULT_RUN_VIEW } from '../view'
import { heatMaps } from './heat-maps'

const report = exampleReport()
const looks = report.spec.strategies.map(({ label }): ChartLook => ({ label, colour: 'red', mark: 'circle' }))

/** With these figures in every cell. */
function drawn(figures: Partial<RunReport['cells'][number]['figures']>): string {
  const cells = report.cells.map((cell) => ({ ...cell, figures: { ...cell.figures, ...figures } }))
  return heatMaps({ ...report, cells }, looks, DEFAULT_RUN_VIEW)
}

it('tells counts where there is no estimate of successes, and of other metrics that there is none', () => {
  const html = drawn({ ok: 0, operations: 40, successRate: null, amplification: null })
  expect(html).toMatch(/>0\/40(?: !)?<span>no interval<\/span>/)
  expect(html).toMatch(/>no interval(?: !)?<\/td>/)
  expect(CELL_METRICS.filter((name) => countsInstead(cellMetrics[name], { ok: 1, operations: 2 }))).toEqual([
    'success',
  ])
})

it('marks what the colour says too much of', () => {
  expect(drawn({ successRate: { value: 0.9, low: 0.7, high: 0.97 } })).toMatch(
    />~90\.00 %(?: !)?<span><b class="whole">70\.00–97\.00\u00a0%<\/b><\/span>/,
  )
  expect(drawn({ successRate: { value: 0.92, low: 0.91, high: 0.94 } })).toMatch(/>92\.00 %/)
  expect(isVague(cellMetrics.p50, { value: 60, low: 10, high: 120 })).toBe(true)
  expect(isVague(cellMetrics.p50, { value: 60, low: 40, high: 90 })).toBe(false)
})
