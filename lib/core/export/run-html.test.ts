import { describe, expect, it } from 'vitest'
import { latencyLine } from '../fault/receipt-fixture'
import { presetNamed, reportOf, within } from '../published/report-fixture'
import { CELL_METRICS, cellMetrics } from '../summary/cell-metrics'
import { exampleReport, NASTY_LABEL } from './report-fixture'
import { runHtml } from './run-html'
import type { ChartLook } from './svg/marks'
import { text } from './svg/markup'
import { DEFAULT_RUN_VIEW } from './view'

const report = exampleReport()
const looks: ChartLook[] = report.spec.strategies.map(({ label }, arm) => ({
  ...{ label, colour: `var(--rs-strategy-${arm})`, mark: arm === 0 ? 'diamond' : 'circle' },
}))
const colours = { light: { '--rs-ink': '#000' }, dark: { '--rs-ink': '#fff' } }
const html = runHtml({ report, looks, colours })

describe('a run as one HTML file', () => {
  it('asks for nothing and runs nothing', () => {
    expect(html).toContain('default-src &#39;none&#39;')
    // The one address is the name of the SVG namespace, which nobody asks for.
    const addresses = [...html.matchAll(/\b(?:https?:)?\/\/[^\s"<]+/g)].map(([found]) => found)
    expect(new Set(addresses)).toEqual(new Set(['http://www.w3.org/2000/svg']))
    expect(html).not.toMatch(/<(script|link|img|iframe|object|embed|base|form)\b/i)
    expect(html).not.toMatch(/\s(src|href|srcset|action|on\w+)=/i)
    expect(html).not.toMatch(/@import|url\(/)
  })

  it('escapes what people have named', () => {
    expect(html).not.toContain('<script')
    expect(html).not.toContain('<b>')
    expect(html).toContain(text(NASTY_LABEL))
    expect(html).toContain('Run 12 · A &amp; &lt;b&gt;B&lt;/b&gt;')
  })

  it('is well formed: every element ends, in the order of its begin', () => {
    const open: string[] = []
    const void_ = new Set(['meta', 'br'])
    for (const [, end, name = '', closed] of html
      .replace(/<style>[^]*?<\/style>/g, '')
      .matchAll(/<(\/?)([a-z0-9]+)(?:\s[^<>]*?)?(\/?)>/gi))
      if (end) expect(open.pop()).toBe(name)
      else if (!closed && !void_.has(name)) open.push(name)
    expect(open).toEqual([])
  })

  it('has the answer first, every metric as a table, the charts, and what was asked', () => {
    const at = (words: string) => {
      expect(html).toContain(words)
      return html.indexOf(words)
    }
    const order = [
      'failed: a threshold is missed',
      '>Strategies<',
      '>Thresholds<',
      '>Findings<',
      '>Retry-count distribution<',
    ]
    const places = [
      ...order,
      '>Success rate by fault<',
      '>Throughput against error rate<',
      '>Latency curve<',
      '>Backoff deviation<',
      '>Fault matrix<',
      '>Made with<',
      '>Spec<',
    ].map(at)
    expect(places).toEqual([...places].sort((a, b) => a - b))
    for (const name of CELL_METRICS) expect(html).toContain(`<summary>${cellMetrics[name].title}</summary>`)
    expect(html).toContain('not run')
    expect(html).toContain('Some CPU')
    expect(html).toContain('latencyMs: [ 0, 50 ]')
    expect(html).toContain('40 retries &lt;b&gt;at once')
  })

  it('follows the reader’s scheme, and is light on paper', () => {
    expect(html).toContain('@media (prefers-color-scheme:dark){:root{--rs-ink:#fff}}')
    expect(html).toMatch(/@media print\{:root\{color-scheme:light;--rs-ink:#000/)
  })

  it('is readable before anything was measured', () => {
    const empty = {
      ...report,
      trials: [],
      cells: [],
      verdicts: [],
      verdict: null,
      findings: [],
      status: 'cancelled' as const,
    }
    const arms = exampleReport({ thresholds: [] }).arms
    const text = runHtml({ report: { ...empty, arms }, looks, colours: { light: {}, dark: {} } })
    expect(text).toContain('no verdict: the run is cancelled')
    expect(text).not.toMatch(/NaN|undefined|Infinity/)
  })

  it('holds what is published against what was measured, of runs of a preset alone', () => {
    const title = '>Published, arithmetic, measured<'
    expect(html).not.toContain(title)
    const figures = { 'No retry': { successRate: within(0.674, 0.702) } }
    const preset = runHtml({ report: reportOf(presetNamed('p1').spec(), figures), looks, colours })
    expect(preset).toContain(title)
    expect(preset).toContain('measured 31.2 % [29.8, 32.6].')
  })

  it('tells which trial was chosen by its number, and of receipts only where there are any', () => {
    const [trial] = report.trials
    if (!trial) throw new Error('the fixture has one')
    const chosen = (index: number, receipt: typeof trial.receipt) => {
      const shown = { ...report, trials: [{ ...trial, index, receipt }] }
      return runHtml({ report: shown, looks, colours, view: { ...DEFAULT_RUN_VIEW, trial: 3 } })
    }
    const line = latencyLine('seen')
    expect(chosen(2, [line])).toContain('Chosen by its sender: trial 3, open among the receipts.')
    expect(chosen(2, [])).toContain('Chosen by its sender: trial 3.')
    expect(chosen(1, [line])).not.toContain('Chosen by its sender')
  })
})
