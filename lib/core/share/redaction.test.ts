import { describe, expect, it } from 'vitest'
import { exampleReport } from '../export/report-fixture'
import { runHtml } from '../export/run-html'
import type { ChartLook } from '../export/svg/marks'
import { latencyLine } from '../fault/receipt-fixture'
import type { RunReport } from '../summary/report'
import { MACHINE_FACTS, redactor } from './redaction'
import { hiddenSchema } from './share'

const HOSTS = [
  'db-7.corp.example',
  '10.20.30.40',
  'fe80::1:2',
  'build-agent',
  'shop.internal',
  'zookeeper-3',
  'https://x.test',
]

/** Hosts wherever a person or a program may have written one. */
function tellingReport(): RunReport {
  const report = exampleReport({
    name: 'against db-7.corp.example:2379',
    strategies: [
      { use: 'no-retry', label: 'on BUILD-AGENT' },
      { use: 'constant', label: 'to 10.20.30.40:80' },
    ],
  })
  const [trial] = report.trials
  if (!trial || !report.environment) throw new Error('the fixture has both')
  return {
    ...report,
    ...{ tags: ['shop.internal'], version: 'from https://x.test/commit/1', status: 'failed' },
    error: 'build-agent lost fe80::1:2 and [::1]:2379',
    environment: {
      ...report.environment,
      cpuModel: 'of build-agent',
      platform: 'linux on db-7.corp.example',
    },
    findings: report.findings.map((finding) => ({ ...finding, evidence: 'seen on zookeeper-3:2181' })),
    trials: [
      {
        ...trial,
        qualityReasons: ['late on Build-Agent'],
        receipt: [latencyLine('through 10.20.30.40 by shop.internal')],
      },
    ],
  }
}

const page = (report: RunReport, hiddenFacts: readonly string[] = []) => {
  const looks = report.spec.strategies.map(({ label }): ChartLook => ({
    label,
    colour: 'red',
    mark: 'circle',
  }))
  return runHtml({ report, looks, colours: { light: {}, dark: {} }, hiddenFacts })
}

const TELLING = tellingReport()
const EXAMPLE = exampleReport()

describe('hosts that are to be hidden', () => {
  it('stand in the page while nobody hides them', () => {
    const { report } = redactor({ hide: hiddenSchema.parse({ hosts: false }), knownHosts: ['build-agent'] })
    const bytes = page(report(TELLING)).toLowerCase()
    for (const host of HOSTS) expect(bytes.includes(host.toLowerCase()), host).toBe(true)
  })

  it('are nowhere in its bytes: not in labels, errors, environment, findings, receipts or the spec', () => {
    const { report } = redactor({ hide: hiddenSchema.parse({}), knownHosts: ['build-agent', 'zookeeper-3'] })
    const bytes = page(report(TELLING)).toLowerCase()
    for (const host of [...HOSTS, '::1', '2379', '2181'])
      expect(bytes.includes(host.toLowerCase()), host).toBe(false)
  })

  it('become the same stand-in throughout, so that strategies stay told apart', () => {
    const { report, text } = redactor({ hide: hiddenSchema.parse({}), knownHosts: ['build-agent'] })
    const [first, second] = report(TELLING).spec.strategies
    expect(first?.label).not.toBe(second?.label)
    expect(text('build-agent')).toBe(text('Build-Agent'))
  })

  it('are found in whatever letters they are written, and go whole', () => {
    const found = (given: string) => redactor({ hide: hiddenSchema.parse({}), knownHosts: [] }).text(given)
    for (const host of [
      ...[
        'orders_db.corp.example',
        'pg_main:5432',
        '_tcp.db.internal',
        'cache_1.internal:6379',
        'db.svc.k8s',
      ],
      ...[
        'db.xn--p1ai',
        'xn--e1afmkfd.xn--80akhbyknj4f:80',
        'db.пример.рф',
        'bücher.example',
        'bu\u0308cher.example',
      ],
      ...['भारत.भारत', '数据库.公司', 'größe:5432', '//intern2', '//pg_main:5432', '//[fe80::1]:80'],
    ])
      expect(found(`to ${host}, twice (${host})`), host).toBe('to ‹host 1›, twice (‹host 1›)')
    expect(found('//intern2/path')).toBe('‹host 1›/path')
  })

  it('are found in the name of an author, too', () => {
    const { author } = redactor({
      hide: hiddenSchema.parse({}),
      knownHosts: [],
      authors: ['ci@db-7.corp.example'],
    })
    expect(author('ci@db-7.corp.example')).not.toContain('corp')
  })

  it('and words that reach into each other are gone as a whole', () => {
    const hide = hiddenSchema.parse({ words: ['Project Zeus', 'Zeus Reborn'] })
    expect(redactor({ hide, knownHosts: [] }).text('of Project Zeus Reborn.')).toBe('of ‹hidden 1›.')
  })

  it('are found at once in a text that is made to take long', { timeout: 2_000 }, () => {
    const { text } = redactor({ hide: hiddenSchema.parse({}), knownHosts: [] })
    for (const part of ['a-', 'a_', 'a.', 'a.b-', 'ab.1', '//', 'ü:', 'a:1', '1::'])
      expect(text(part.repeat(30_000 / part.length)).length).toBeGreaterThan(0)
  })

  it('are no times, versions, shares or thresholds', () => {
    const { text } = redactor({ hide: hiddenSchema.parse({}), knownHosts: ['a'] })
    for (const kept of [
      'p99LatencyMs <= 250',
      'etcd 3.6.1',
      '99.5 % of 1.5 s',
      'a retry',
      '10:30',
      'at 10:30:59',
      'v1.2.3-rc.1',
      'v2.0.rc1',
      'one // two',
      '99.5ms',
      'and//or',
    ])
      expect(text(kept)).toBe(kept)
    expect(EXAMPLE.startedAt).toBe(
      redactor({ hide: hiddenSchema.parse({}), knownHosts: [] }).report(EXAMPLE).startedAt,
    )
  })
})

describe('what else can be hidden', () => {
  it('words, labels and machine go where they are asked to', () => {
    const hide = hiddenSchema.parse({
      hosts: false,
      machine: true,
      labels: true,
      words: ['nightly', 'Some CPU'],
    })
    const { report } = redactor({ hide, knownHosts: [] })
    const bytes = page(report({ ...EXAMPLE, name: 'the Nightly one' }), [...MACHINE_FACTS, 'Tags', 'Version'])
    for (const gone of ['nightly', 'Nightly', 'Some CPU', 'linux x64', '2.12.0', '>v1<'])
      expect(bytes.includes(gone), gone).toBe(false)
    expect(bytes.includes('‹hidden 1›')).toBe(true)
    expect(report(EXAMPLE)).toMatchObject({ tags: [], version: null, environment: null })
  })
})

describe('names that share letters', () => {
  const { text } = redactor({
    hide: { ...hiddenSchema.parse({ authors: true }), words: ['Eddi', 'Team Zeus', 'corp'] },
    ...{ knownHosts: [], authors: ['Eddi Editor', 'Zeus Zander', 'Eddi Editor of Team Zeus', '𝒵eus Äther'] },
  })

  it.each([
    ['an author’s name that holds a hidden word', 'Eddi Editor saw it', /^‹author \d+› saw it$/],
    ['the word alone', 'Eddi saw it', /^‹hidden \d+› saw it$/],
    ['an author’s name that holds a longer hidden word', 'Eddi Editor of Team Zeus', /^‹author \d+›$/],
    ['a word that reaches into a name', 'by Team Zeus Zander.', /^by ‹author \d+›\.$/],
    ['a host’s name that holds a hidden word', 'on zeus.corp.example', /^on ‹host \d+›$/],
    ['letters of two halves', '𝒵eus Äther, 𝒵eus Äther', /^‹author (\d+)›, ‹author \1›$/],
  ])('go as a whole: %s', (_, given, expected) => {
    expect(text(given)).toMatch(expected)
  })
})

describe('words of the product that somebody hides', () => {
  const report = exampleReport({
    workload: { kind: 'register' },
    scenario: [{ fault: 'latency', atMs: 10, forMs: 100 }],
    strategies: [{ use: 'no-retry' }, { use: 'constant', label: 'mine', params: { delayMs: 50 } }],
  })

  it('leave the page whole: every key of a report, and every word of a spec and a verdict', () => {
    const told = new Set<string>()
    const walk = (value: unknown): void => {
      if (typeof value === 'string') told.add(value)
      else if (Array.isArray(value)) value.forEach(walk)
      else if (value !== null && typeof value === 'object')
        for (const [key, inner] of Object.entries(value)) {
          told.add(key)
          walk(inner)
        }
    }
    walk(report)
    const words = [...told]
    expect(words).toEqual(
      expect.arrayContaining(['spec', 'status', 'name', 'target', 'completed', 'problem']),
    )
    const hidden = redactor({ hide: { ...hiddenSchema.parse({}), words }, knownHosts: [] }).report(report)
    const bytes = page(hidden)
    expect(bytes).not.toMatch(/undefined|NaN/)
    expect(bytes).not.toContain('mine')
    const { status, quality, verdict, spec } = report
    expect(hidden).toMatchObject({ status, quality, verdict, spec: { target: { kind: spec.target.kind } } })
    const headings = (html: string) => [...html.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, heading]) => heading)
    expect(headings(bytes)).toEqual(headings(page(report)))
  })

  it('are hidden where somebody chose them: names and values of a strategy’s parameters', () => {
    const params = { shopUrl: 'a', kind: 'shop' }
    const [first] = report.spec.strategies
    if (!first) throw new Error('the fixture has one')
    const spec = { ...report.spec, strategies: [{ ...first, params }] }
    const words = ['shopUrl', 'shop']
    const hide = { ...hiddenSchema.parse({}), words }
    const clean = redactor({ hide, knownHosts: [] }).report({ ...report, spec })
    expect(JSON.stringify(clean)).not.toContain('shop')
  })
})
