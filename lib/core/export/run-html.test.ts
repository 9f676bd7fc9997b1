import { describe, expect, it } from 'vitest'
import { latencyLine } from '../fault/receipt-fixture'
import { presetNamed, reportOf, within } from '../published/report-fixture'
import { CELL_METRICS, cellMetrics } from '../summary/cell-metrics'
import { checkedReport, exampleReport, exampleTimeline, NASTY_LABEL, watchedTrial } from './report-fixture'
import { delayLawsOf } from './delay-laws'
import { withDoubt } from './report-words'
import { runChartPages, runHtml } from './run-html'
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
      '>Amplification by fault<',
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

  it('tells what checkers found as the page does, and nothing where no history was read', () => {
    expect(html).not.toContain('>Consistency<')
    const told = runHtml({ report: checkedReport(), looks, colours })
    expect(told).toContain('>Consistency<')
    expect(told).toContain('<span class="badge bad">✕ 2</span>')
    expect(told).toContain('in 312 operations that took effect: operation 4, 1 trial not judged')
    expect(told).toContain('<span class="badge calm">? unknown</span>')
    expect(told).toContain('Writes of one operation that took effect more than once')
  })

  it('draws delays against the laws that it is given, and tells of them in figures', async () => {
    expect(html).not.toContain('>Delays before retries<')
    const told = runHtml({ report, looks, colours, delayLaws: await delayLawsOf(report.spec) })
    expect(told).toContain('>Delays before retries<')
    expect(told).toContain('data-label="within the band"')
    expect(told).not.toMatch(/NaN|undefined|Infinity/)
  })

  it('says beside each chart in a frame, and on a picture, that the measurement is suspect', () => {
    for (const { html: page } of runChartPages({ report, looks, colours }))
      expect(page).toContain('1 of 1 trial suspect')
    expect(withDoubt('✓ passed', [{ quality: 'good' }, { quality: 'suspect' }])).toBe(
      '✓ passed · ! suspect measurement',
    )
    expect(withDoubt('✓ passed', [{ quality: 'good' }])).toBe('✓ passed')
  })

  describe('over time', () => {
    const watched = exampleReport({}, watchedTrial())
    const of = (file: object) => runHtml({ report: watched, looks, colours, ...file })
    const told = of({ timelines: [exampleTimeline()] })
    const timeline = told.slice(told.indexOf('<h2>Timeline</h2>'), told.indexOf('<h2>Receipts</h2>'))

    it('draws the course of a trial with the faults that acted, the change of leader and its costs', () => {
      expect(timeline).toContain('Every trial is drawn.')
      for (const chart of ['Goodput', 'Retries', 'Failed attempts', 'Longest latency'])
        expect(timeline).toContain(`>${chart}</tspan>`)
      expect(timeline).toContain('>latency 60 ms</text>')
      expect(timeline).toContain('✕ bandwidth 1 KB/s (never acted)')
      expect(timeline).toContain('→ m3, stall 420 ms')
      expect(timeline).toContain('m1 → m3, begun at 7.00 s, seen at 7.21 s, no leader known for 102 ms')
      // One band and one change behind each of the four charts: what never acted shades nothing.
      expect(timeline.match(/fill-opacity="0.08"/g)).toHaveLength(4)
      expect(timeline.match(/stroke-dasharray="4 3"/g)).toHaveLength(4)
    })

    it('tells the figures behind its lines, and where every bucket is', () => {
      expect(timeline).toContain('GET /api/runs/12/trials/1/timeline')
      expect(timeline).toContain('data-label="Goodput: most"')
      expect(timeline).not.toMatch(/NaN|undefined|Infinity/)
    })

    it('is left out where no course is given, and says so of a trial that was stored without one', () => {
      expect(of({})).not.toContain('<h2>Timeline</h2>')
      expect(of({ timelines: [{ trial: 0, arms: [[], []] }] })).toContain('before its course was kept')
    })

    it('comes right after the answer where its sender looked at it, and receipts where there is none', () => {
      const view = { ...DEFAULT_RUN_VIEW, tab: 'timeline' as const }
      const second = (page: string) => [...page.matchAll(/<h2>(.*?)<\/h2>/g)][1]?.[1]
      expect(second(of({ view, timelines: [exampleTimeline()] }))).toBe('Timeline')
      expect(second(of({ view }))).toBe('Receipts')
    })
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
