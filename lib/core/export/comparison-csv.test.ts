import { describe, expect, it } from 'vitest'
import { ALL_METRICS } from '../comparison/compare-several'
import { comparisonCsv } from './comparison-csv'
import { comparisonFileName } from './formats'
import { exampleReport } from './report-fixture'

const labels = { strategies: [{ use: 'no-retry' }, { use: 'constant', label: 'constant' }] }
const baseline = exampleReport(labels)
const run = { ...exampleReport(labels), id: 's', number: 14 }
const [head = [], ...rows] = comparisonCsv(baseline, [run]).trimEnd().split('\r\n').map(fieldsOf)

/** Without the quotation marks: no text of the example holds one. */
function fieldsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
}

/** By column. */
function row(strategy: string, over: string, metric: string): Record<string, string> {
  const all = rows.map((values) => Object.fromEntries(head.map((name, at) => [name, values[at] ?? ''])))
  return all.find((one) => one.strategy === strategy && one.over === over && one.metric === metric) ?? {}
}

describe('a comparison as CSV', () => {
  it('has a row per strategy and metric over the matrix, and at each fault point that both have', () => {
    const places = 1 + baseline.cells.length / baseline.arms.length
    expect(rows).toHaveLength(baseline.arms.length * places * ALL_METRICS.length)
    expect(new Set(rows.map((values) => values.length))).toEqual(new Set([head.length]))
  })

  it('tells before, now and their difference with both ends, the verdict, and that trials are suspect', () => {
    const { value, low, high } = baseline.cells[0]?.figures.successRate ?? { value: 0, low: 0, high: 0 }
    const told = row('no-retry', 'point', 'successRate')
    expect([told.before, told.beforeLow, told.beforeHigh].map(Number)).toEqual(
      [value, low, high].map((end) => Number(end.toPrecision(12))),
    )
    expect(told).toMatchObject({ baseline: '12', run: '14', latencyMs: '50', lossPercent: '5' })
    expect(told).toMatchObject({ now: told.before, difference: '0', suspect: 'true', reason: '' })
    expect(Number(told.low)).toBeLessThan(0)
    expect(row('no-retry', 'matrix', 'successRate')).toMatchObject({
      faultPoint: '',
      latencyMs: '',
      suspect: 'true',
    })
  })

  it('leaves the difference empty where there is none, and says why', () => {
    const told = row('no-retry', 'matrix', 'p99LatencyMs')
    expect(told).toMatchObject({ difference: '', low: '', high: '', verdict: 'inconclusive' })
    expect(told.reason).toContain('no interval now')
  })

  it('has the rows of every run that is held against the baseline', () => {
    const several = comparisonCsv(baseline, [run, { ...run, id: 't', number: 15 }])
      .trimEnd()
      .split('\r\n')
    expect(several).toHaveLength(1 + 2 * rows.length)
  })

  it('is called by its runs, the baseline first', () => {
    expect(comparisonFileName([12, 14], 'csv')).toBe('retryscope-comparison-12-14.csv')
  })
})
