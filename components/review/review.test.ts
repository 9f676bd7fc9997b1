import { describe, expect, it } from 'vitest'
import { exampleReport } from '@/lib/core/export/report-fixture'
import type { Comment, Thread } from '@/lib/core/review/comment'
import type { ReceiptLine } from '@/lib/core/fault/receipt'
import type { ReviewerState, ReviewVerdict } from '@/lib/core/review/review'
import type { Place } from '@/lib/core/review/place'
import { commentsNote } from './comments-panel'
import { baselineCautionWords, cautionWords, type Held } from './caution'
import { reviewNote } from './review-note'
import type { Verdict } from '@/lib/core/summary/verdict'
import { names, objection, placeWords } from './review-words'
import { commentedWindows, rowsOf } from './window-marks'

const thread = (id: string, place: Place): Thread => ({ id, place, comments: [], resolved: null })
const window = (trial: number, fromMs: number, toMs: number): Place => ({ on: 'window', trial, fromMs, toMs })

describe('commented windows', () => {
  it('are those of the trial, each once with all its threads, the earliest first', () => {
    const found = commentedWindows(
      [
        thread('a', window(1, 500, 900)),
        thread('b', window(2, 0, 10)),
        thread('c', { on: 'run' }),
        thread('d', window(1, 0, 100)),
        thread('e', window(1, 500, 900)),
      ],
      1,
    )
    expect(found.map(({ threads }) => threads.map(({ id }) => id).join(''))).toEqual(['d', 'ae'])
  })

  it('never cover each other, and take no more rows than that needs', () => {
    const boxes = [
      { x: 0, width: 50 },
      { x: 10, width: 20 },
      { x: 34, width: 20 },
      { x: 54, width: 10 },
    ]
    expect(rowsOf(boxes)).toEqual([0, 1, 1, 0])
    expect(rowsOf(boxes, 5)).toEqual([0, 1, 2, 1])
    expect(rowsOf([])).toEqual([])
  })
})

describe('words of a review', () => {
  const report = exampleReport()
  const label = report.spec.strategies[1]?.label

  it('name the place of a comment', () => {
    expect(placeWords({ on: 'run' }, report)).toBe('The run')
    expect(placeWords({ on: 'cell', cell: '0.1' }, report)).toContain(`${label} at `)
    expect(placeWords({ on: 'cell', cell: '99.1' }, report)).toBe('Cell 99.1')
    expect(placeWords(window(3, 1_200, 2_500), report)).toBe('Trial 3, 1.20 s to 2.50 s')
    const [finding] = report.findings
    if (!finding) throw new Error('the fixture has one')
    expect(placeWords({ on: 'finding', finding: `${finding.rule}.${finding.arm}` }, report)).toContain(
      finding.title,
    )
    expect(placeWords({ on: 'finding', finding: 'gone.1' }, report)).toBe(`gone of ${label}`)
  })

  it('tell beside the tab what is to be looked at', () => {
    expect(reviewNote(undefined)).toBeNull()
    expect(reviewNote({ state: 'none', openThreads: 0 })).toBeNull()
    expect(reviewNote({ state: 'open', openThreads: 2 })).toEqual({ note: '2', tone: 'unsure' })
    expect(reviewNote({ state: 'open', openThreads: 0 })?.note).toBe('…')
    expect(reviewNote({ state: 'approved', openThreads: 1 })).toEqual({ note: '✓ 1', tone: 'good' })
    expect(reviewNote({ state: 'changes-requested', openThreads: 0 })).toEqual({ note: '✕', tone: 'bad' })
  })

  it('count comments as the list of reviews does: not those that were deleted', () => {
    const comment = (id: string, deleted: boolean): Comment => ({
      ...{ id, text: '', createdAt: '2026-11-27T06:00:00.000Z', editedAt: null, deleted, mayDelete: false },
      author: { name: 'Ada', accountId: 'ada', you: false },
    })
    const comments = [comment('a', true), comment('b', false)]
    const note = commentsNote({ threads: [{ ...thread('t', { on: 'run' }), comments }], openThreads: 1 })
    expect(note).toBe('1 comment in 1 thread, 1 open')
  })

  it('name everybody', () => {
    expect([names([]), names(['a']), names(['a', 'b', 'c'])]).toEqual(['', 'a', 'a, b and c'])
  })

  it('tell who requests changes of a baseline', () => {
    const baseline = { since: '2026-11-27T06:00:00.000Z', basis: null }
    const decided = (name: string, verdict: ReviewVerdict, hour: string, current = true): ReviewerState => ({
      ...{ accountId: name, name, you: false, deciding: 'may', askedAt: null, askedBy: null },
      decision: {
        ...{ verdict, note: null, current, contentHash: 'f'.repeat(64) },
        at: `2026-11-27T${hour}:00:00.000Z`,
      },
    })
    const [later, before] = [
      decided('Eddi', 'request-changes', '07'),
      decided('Ada', 'request-changes', '05'),
    ]
    const said = (reviewers: ReviewerState[]) => objection({ baseline, reviewers })
    expect(said([later, decided('Ben', 'approve', '07')])).toBe('Eddi has since requested changes')
    expect(said([before, later])).toBe('Ada and Eddi have requested changes')
    expect(said([decided('Ben', 'approve', '07')])).toBeNull()
    expect(said([decided('Eddi', 'request-changes', '07', false)])).toBeNull()
    for (const deciding of ['viewer', 'gone'] as const) expect(said([{ ...later, deciding }])).toBeNull()
    expect(objection({ baseline: null, reviewers: [later] })).toBeNull()
  })

  it('caution whoever relies on a measurement that is suspect, or on faults that were others', () => {
    const line: ReceiptLine = {
      ...{ measure: 'request-loss', title: 'Requests lost', unit: '%', requested: 10, measured: 10 },
      ...{ low: 9, high: 11, tolerance: 1, verdict: 'within', evidence: '' },
    }
    const good = { quality: 'good' as const, receipt: [line] }
    const suspect = { ...good, quality: 'suspect' as const }
    const other = { ...good, receipt: [{ ...line, verdict: 'beyond' as const }] }
    expect(cautionWords({ quality: 'good', trials: [good, good] })).toBeNull()
    expect(cautionWords({ quality: 'suspect', trials: [good, suspect] })).toBe(
      'the measurement is suspect (1 of 2 trials)',
    )
    expect(cautionWords({ quality: 'suspect', trials: [suspect, other] })).toBe(
      'the measurement is suspect (1 of 2 trials), receipts of 1 trial are out of tolerance',
    )
  })

  it('caution whoever makes a run the baseline that has not shown what was asked of it', () => {
    const good = { quality: 'good' as const, receipt: [] }
    const run: Held = {
      ...{ status: 'completed', quality: 'good', trials: [good, good], totalTrials: 2, verdicts: [] },
    }
    const judged = (...results: Verdict[]): Held['verdicts'] => [
      {
        ...{ arm: 0, verdict: null },
        results: results.map((verdict) => ({
          ...{ verdict, expression: 'successRate >= 0.99', measured: null, more: null, reason: null },
        })),
      },
    ]
    const said = (change: Partial<Held>) => baselineCautionWords({ ...run, ...change })
    expect(said({})).toBeNull()
    expect(said({ verdicts: judged('pass') })).toBeNull()
    expect(said({ verdicts: judged('fail', 'pass') })).toBe('1 of 2 thresholds is missed')
    expect(said({ verdicts: judged('fail', 'fail', 'inconclusive') })).toBe(
      '2 of 3 thresholds are missed, 1 of 3 thresholds is inconclusive',
    )
    expect(said({ status: 'cancelled', totalTrials: 1_200 })).toBe(
      'the run is not complete (2 of 1,200 trials)',
    )
    expect(said({ status: 'failed', trials: [], totalTrials: 8, quality: null })).toBe(
      'the run is not complete (0 of 8 trials)',
    )
    expect(said({ verdicts: judged('fail'), quality: 'suspect' })).toBe(
      '1 of 1 threshold is missed, the measurement is suspect (0 of 2 trials)',
    )
  })
})
