import { describe, expect, it } from 'vitest'
import { CELL_METRICS } from '../summary/cell-metrics'
import { csvText } from './csv'
import { EXPORT_FORMATS, exportFileName } from './formats'
import { checkedReport, exampleReport, NASTY_LABEL } from './report-fixture'
import { runCsv } from './run-csv'
import { runMarkdown } from './run-markdown'

const report = exampleReport()

describe('CSV', () => {
  it('quotes texts, keeps numbers plain and leaves nothing where nothing is known', () => {
    expect(
      csvText({
        head: ['a', 'b, c'],
        rows: [
          ['=1+1', 0.1 + 0.2],
          [null, Infinity],
          ['x "y"', -3],
        ],
      }),
    ).toBe('a,"b, c"\r\n"\'=1+1",0.3\r\n,\r\n"x ""y""",-3\r\n')
  })
  it('has a row per measured cell, each metric with both ends of its interval', () => {
    const [head = '', ...rows] = runCsv(report).trimEnd().split('\r\n')
    const columns = head.split(',')
    for (const name of CELL_METRICS)
      expect(columns.filter((column) => column.startsWith(name)).length).toBeGreaterThanOrEqual(3)
    expect(rows).toHaveLength(report.cells.length)
    const values = rows[0]?.split(',') ?? []
    const at = columns.indexOf('success')
    const { value, low, high } = report.cells[0]?.figures.successRate ?? { value: 0, low: 0, high: 0 }
    expect(values.slice(at, at + 3).map(Number)).toEqual(
      [value, low, high].map((end) => Number(end.toPrecision(12))),
    )
    expect(value).toBe(0.95)
    expect(rows[1]).toContain('"<script>alert(1)</script> | ""=2+2"')
  })
})

describe('Markdown', () => {
  const text = runMarkdown(report)
  it('begins with the verdict and has every part', () => {
    expect(text.indexOf('failed: a threshold is missed')).toBeLessThan(text.indexOf('## Strategies'))
    for (const part of ['Strategies', 'Thresholds', 'Findings', 'Fault matrix', 'Made with', 'Spec'])
      expect(text).toContain(`\n## ${part}\n`)
    expect(text).toContain('1 of 1 trial suspect')
    expect(text).toContain('| not run |')
    // Operations were measured: a dash would look as if there were none.
    expect(text).toMatch(/\| no-retry \| 95\.00 % \([^|]*\| [^|]*\| no interval \| no interval \|/)
    expect(text).toMatch(/95\.00 % \(9\d\.\d\d–9\d\.\d\d %\)/)
    expect(text).toContain('latencyMs: [ 0, 50 ]')
  })
  it('has the best strategy first, whatever the order of the spec', () => {
    const order = (of: string) =>
      [...of.matchAll(/^\| (no-retry|.*script.*?) \| \d+/gm)].map(([, label]) => label)
    const turned = { strategies: [{ use: 'constant', label: 'constant' }, { use: 'no-retry' }] }
    const [first] = order(text)
    expect(first).toContain('script')
    const strategies = runMarkdown(exampleReport(turned)).split('## Thresholds')[0] ?? ''
    expect(strategies.indexOf('| no-retry |')).toBeLessThan(strategies.indexOf('| constant |'))
  })
  it('tells what checkers found as the page does, and nothing where no history was read', () => {
    expect(text).not.toContain('## Consistency')
    const told = runMarkdown(checkedReport())
    expect(told).toContain('## Consistency\n')
    expect(told).toContain('| Strategy | Duplicate effects | Stale reads |')
    expect(told).toContain('✕ 2 in 312 operations that took effect: operation 4, 1 trial not judged')
    expect(told).toContain('? unknown nobody told')
  })
  it('lets no name become a tag or a cell of its own', () => {
    expect(NASTY_LABEL).toContain('<script>')
    expect(text.slice(0, text.indexOf('## Spec'))).not.toContain('<script>')
    const lines = text.split('\n')
    const at = lines.findIndex((line) => line.startsWith('| Strategy | Success'))
    const cells = lines.slice(at, at + 4).map((line) => line.split(/(?<!\\)\|/).length)
    expect(new Set(cells).size).toBe(1)
  })
})

it('calls files by the run and the format', () => {
  expect(EXPORT_FORMATS.map((format) => exportFileName(12, format))).toContain('retryscope-run-12.arrow')
})
