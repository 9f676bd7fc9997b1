import { describe, expect, it } from 'vitest'
import { heatCsv } from '@/components/heat-map/heat-csv'
import { exampleReport, NASTY_LABEL } from '@/lib/core/export/report-fixture'
import { backoffCsv, faultsCsv, latencyCsv, retryCsv, timeCsv, tradeoffCsv } from './chart-csv'
import { faultsData, SUCCESS } from './faults-data'
import { expectations, retryRows } from './retry-data'

const report = exampleReport()
const labels = report.spec.strategies.map(({ label }) => label)

describe('numbers of charts for programs', () => {
  it('has as many values in each row as the head has names', () => {
    const rows = retryRows(report.arms, labels, expectations(report, null))
    const tables = [
      retryCsv(rows, labels),
      faultsCsv(faultsData(report, 'points', null, SUCCESS), labels, 'success rate'),
      ...[latencyCsv, backoffCsv, tradeoffCsv].map((table) => table(report.arms, labels)),
      heatCsv(report, 'p99'),
      timeCsv([
        {
          title: 'Goodput',
          lines: [
            {
              title: 'a',
              points: [
                [0, 1],
                [200, null],
              ],
            },
          ],
        },
      ]),
    ]
    for (const { head, rows } of tables) {
      expect(rows.length).toBeGreaterThan(1)
      for (const row of rows) expect(row).toHaveLength(head.length)
    }
  })

  it('tells shares as they were counted, beside both ends of their interval', () => {
    const rows = retryRows(report.arms, labels, expectations(report, null))
    const once = retryCsv(rows, labels).rows.find(
      ([label, retries]) => label === NASTY_LABEL && retries === '1',
    )
    const [, , operations, value, low, high] = once ?? []
    expect([operations, value]).toEqual([100, 0.05])
    expect(Number(low)).toBeLessThan(0.05)
    expect(Number(high)).toBeGreaterThan(0.05)
  })

  it('leaves out what was not measured, and says nothing where nothing is known', () => {
    const { rows } = faultsCsv(faultsData(report, 'points', null, SUCCESS), labels, 'success rate')
    expect(rows.map((row) => row[3])).toEqual([null, 0.95, null, 1])
    expect(heatCsv(report, 'success').rows).toHaveLength(2)
  })
})
