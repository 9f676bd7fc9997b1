import { describe, expect, it } from 'vitest'
import { intendedEntry, type LedgerEntry } from '@/lib/core/fault/ledger'
import { faults, type FaultName } from '@/lib/core/fault/registry'
import type { ReceiptLine } from '@/lib/core/fault/receipt'
import { countReceipts, receiptVerdict } from '@/lib/core/fault/receipt-verdict'
import { ledgerSummary, stateLook, stuckPlace } from './ledger-state'
import { ledgerLanes, plannedSeconds, windowSeconds } from './ledger-words'
import { receiptFigure, receiptInterval, receiptSummary } from './receipt-words'

const line = (verdict: ReceiptLine['verdict'], change: Partial<ReceiptLine> = {}): ReceiptLine => ({
  ...{ measure: 'm', title: 'M', unit: 'ms', requested: 1, measured: 1, low: null, high: null },
  ...{ tolerance: 1, verdict, evidence: 'e' },
  ...change,
})
const informs = line('informs', { requested: null, tolerance: null })

describe('receipts', () => {
  it.each([
    [[line('within'), line('within')], 'within'],
    [[line('within'), line('unknown')], 'unknown'],
    [[line('unknown'), line('beyond'), line('within')], 'beyond'],
    [[line('within'), informs], 'within'],
    [[informs], null],
    [[], null],
  ])('%j together are %s', (receipt, verdict) => {
    expect(receiptVerdict(receipt)).toBe(verdict)
  })

  it('are counted by trial, those that judge nothing left out', () => {
    const trials = ['within', 'within', 'beyond', 'unknown'].map((verdict) => ({
      receipt: [line(verdict as ReceiptLine['verdict'])],
    }))
    const all = [...trials, { receipt: [informs] }, { receipt: [] }]
    expect(countReceipts(all)).toEqual({ within: 2, beyond: 1, unknown: 1, all: 4 })
    expect(receiptSummary(all)).toBe('receipts: 2 of 4 within tolerance, 1 beyond, 1 unknown')
    expect(receiptSummary(trials.slice(0, 1))).toBe('receipts: 1 of 1 within tolerance')
    expect(receiptSummary([{ receipt: [] }])).toBeNull()
  })

  it('show figures with their interval, and a dash where there is none', () => {
    expect([108.94, 4, null].map(receiptFigure)).toEqual(['109', '4', '–'])
    expect(receiptInterval({ low: 24.1, high: 26.25 })).toBe('24.1–26.3')
    expect(receiptInterval({ low: null, high: 1 })).toBe('')
  })
})

function entry(change: Partial<LedgerEntry>, fault: FaultName = 'latency'): LedgerEntry {
  const params = faults[fault].params.parse(fault === 'latency' ? { latencyMs: 100 } : {}) as Record<
    string,
    unknown
  >
  const step = { id: 'a', fault, params, startMs: 500, endMs: fault === 'latency' ? 2_000 : 500 }
  return { ...intendedEntry(step, null), confirmed: true, ...change }
}

describe('a stuck fault', () => {
  it('is placed by arm, links, trial and lab, as far as they are known', () => {
    const stuck = { trialIndex: 1, lab: 'external-0a', entry: entry({ state: 'stuck', detail: 'on m1' }) }
    expect(stuckPlace(stuck, ['A'])).toBe('on m1 · trial 2 · lab external-0a')
    const ofArm = { ...stuck, entry: entry({ state: 'stuck', arm: 0 }) }
    expect(stuckPlace(ofArm, ['A'])).toBe('A · trial 2 · lab external-0a')
  })
})

describe('the ledger', () => {
  it('counts what was confirmed', () => {
    expect(ledgerSummary([entry({}), entry({ confirmed: false })])).toBe('1 of 2 confirmed')
    expect(ledgerSummary([])).toBe('–')
  })

  it('ticks only what happened as asked and is gone', () => {
    const signOf = (change: Partial<LedgerEntry>) => stateLook(entry(change)).sign
    expect(signOf({ state: 'removed' })).toBe('✓')
    expect(signOf({ state: 'removed', confirmed: false })).toBe('!')
    expect(signOf({ state: 'done', problem: 'nobody confirmed it' })).toBe('!')
    expect(signOf({ state: 'stuck' })).toBe('✕')
    expect(signOf({ state: 'failed', confirmed: false })).toBe('✕')
    expect(signOf({ state: 'intended' })).toBe('○')
  })

  it('writes times as seconds of the window', () => {
    expect([4_003.2, -31.4, -0.2, 0, null].map(windowSeconds)).toEqual([
      '4.003',
      '−0.031',
      '0.000',
      '0.000',
      '–',
    ])
    expect(plannedSeconds(entry({}))).toBe('0.500–2.000')
    expect(plannedSeconds(entry({ plannedEndMs: null }))).toBe('0.500–end')
    expect(plannedSeconds(entry({}, 'leader-transfer'))).toBe('0.500')
  })

  it('draws the same fault in one lane, planned and actual', () => {
    const lanes = ledgerLanes(
      [
        entry({ step: 'leader-transfer-0', actsMs: 504, state: 'done' }, 'leader-transfer'),
        entry({ actsMs: 520, removedMs: 2_040, state: 'removed' }),
        entry({ step: 'leader-transfer-1', actsMs: null }, 'leader-transfer'),
      ],
      [],
    )
    expect(lanes.map(({ title, marks }) => [title, marks.map(({ look }) => look)])).toEqual([
      ['leader switch', ['planned', 'actual', 'planned']],
      [expect.stringContaining('latency 100'), ['planned', 'actual']],
    ])
    expect(lanes[1]?.marks[1]).toMatchObject({ startMs: 520, endMs: 2_040, momentary: false })
  })

  it('draws what failed as a moment, and what is stuck without an end, both marked', () => {
    const markOf = (change: Partial<LedgerEntry>) =>
      ledgerLanes([entry({ actsMs: 520, ...change })], [])[0]?.marks[1]
    expect(markOf({ state: 'failed', confirmed: false })).toMatchObject({
      endMs: 520,
      momentary: true,
      tone: 'bad',
    })
    expect(markOf({ state: 'stuck' })).toMatchObject({ endMs: null, tone: 'bad' })
  })

  it('keeps the windows of arms that ran one after the other apart', () => {
    const lanes = ledgerLanes([entry({ arm: 0 }), entry({ arm: 1 })], ['first', 'second'])
    expect(lanes.map(({ note }) => note)).toEqual(['first', 'second'])
  })
})
