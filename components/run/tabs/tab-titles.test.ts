import { describe, expect, it } from 'vitest'
import type { RunReport, TrialReport } from '@/lib/core/summary/report'
import { tabTitles } from './tab-titles'

const line = (verdict: 'within' | 'beyond' | 'unknown') => ({ verdict }) as TrialReport['receipt'][number]
const trial = (...receipt: TrialReport['receipt']) => ({ receipt }) as TrialReport
const titles = (part: Partial<RunReport>) => tabTitles({ trials: [], findings: [], verdicts: [], ...part })
const verdict = (...verdicts: ('pass' | 'fail' | 'inconclusive')[]) =>
  [{ arm: 0, verdict: 'pass', results: verdicts.map((one) => ({ verdict: one })) }] as RunReport['verdicts']

describe('what a tab tells before it is opened', () => {
  it('is nothing where there is nothing to tell', () => {
    for (const { note } of Object.values(titles({}))) expect(note).toBeNull()
    expect(titles({ trials: [trial()] }).receipts.note).toBeNull()
  })

  it('counts receipts within tolerance, and is red as soon as one is beyond', () => {
    const [good, unknown, bad] = [trial(line('within')), trial(line('unknown')), trial(line('beyond'))]
    expect(titles({ trials: [good, good] }).receipts).toMatchObject({ note: '2/2', tone: 'good' })
    expect(titles({ trials: [good, unknown] }).receipts).toMatchObject({ note: '1/2', tone: 'unsure' })
    expect(titles({ trials: [good, unknown, bad] }).receipts).toMatchObject({ note: '1/3', tone: 'bad' })
  })

  it('tells findings by their gravest', () => {
    const finding = (severity: string) => ({ severity }) as RunReport['findings'][number]
    expect(titles({ findings: [finding('caution')] }).findings).toMatchObject({ note: '1', tone: 'unsure' })
    expect(titles({ findings: [finding('caution'), finding('problem')] }).findings.tone).toBe('bad')
  })

  it('tells thresholds that hold, over all strategies', () => {
    expect(titles({ verdicts: verdict('pass', 'pass') }).thresholds).toMatchObject({
      note: '2/2',
      tone: 'good',
    })
    expect(titles({ verdicts: verdict('pass', 'inconclusive') }).thresholds.tone).toBe('unsure')
    expect(titles({ verdicts: verdict('pass', 'inconclusive', 'fail') }).thresholds).toMatchObject({
      note: '1/3',
      tone: 'bad',
    })
  })
})
