import { describe, expect, it } from 'vitest'
import type { LedgerEntry } from '@/lib/core/fault/ledger'
import { faultBands, faultLanes } from './fault-lanes'
import { placeInLine, shortened, startOfWords, wordsWidth } from './place-words'

const entry = (changes: Partial<LedgerEntry>): LedgerEntry => ({
  ...{ step: 'scenario-1', arm: null, fault: 'latency', what: 'latency 60 ms', detail: '', problem: null },
  ...{ plannedStartMs: 2_000, plannedEndMs: 5_000, state: 'removed', confirmed: true },
  ...{ actsMs: 2_004, verifiedMs: 2_010, removedMs: 5_040 },
  ...changes,
})

describe('faults over a trial', () => {
  it('have a lane per thing that was done, with what really happened', () => {
    const lanes = faultLanes(
      [
        entry({}),
        entry({
          step: 'scenario-3',
          plannedStartMs: 8_000,
          plannedEndMs: null,
          actsMs: 8_001,
          removedMs: null,
          state: 'active',
        }),
        entry({
          ...{ step: 'scenario-2', fault: 'leader-transfer', what: 'leader switch', state: 'done' },
          ...{ plannedStartMs: 4_000, plannedEndMs: 4_000, actsMs: 4_012, removedMs: null },
        }),
      ],
      [],
    )
    expect(
      lanes.map(({ title, marks }) => [
        title,
        marks.map((mark) => [mark.startMs, mark.endMs, mark.momentary]),
      ]),
    ).toEqual([
      [
        'latency 60 ms',
        [
          [2_004, 5_040, false],
          [8_001, null, false],
        ],
      ],
      ['leader switch', [[4_012, 4_012, true]]],
    ])
    expect(faultBands(lanes, 9_500).map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [2_004, 5_040],
      [8_001, 9_500],
    ])
  })

  it('stand as they were planned where they never acted, and shade nothing then', () => {
    const never = { state: 'failed', actsMs: null, verifiedMs: null, removedMs: null } as const
    const lanes = faultLanes([entry(never), entry({ step: 'scenario-2' })], [])
    expect(lanes[0]?.marks.map(({ look, startMs }) => [look, startMs])).toEqual([
      ['planned', 2_000],
      ['actual', 2_004],
    ])
    expect(faultBands(lanes, 9_500)).toHaveLength(1)
  })

  it('say whose window they were in where strategies have windows of their own', () => {
    const lanes = faultLanes([entry({ arm: 0 }), entry({ arm: 1 })], ['constant', 'no retry'])
    expect(lanes.map(({ title }) => title)).toEqual([
      'latency 60 ms, while constant ran',
      'latency 60 ms, while no retry ran',
    ])
  })
})

describe('words beside marks', () => {
  it('are held within the plot, and shortened', () => {
    expect(startOfWords(50, 'loss', 48, 400)).toBe(50)
    expect(startOfWords(395, 'loss', 48, 400)).toBe(400 - wordsWidth('loss'))
    expect(startOfWords(-90, 'loss', 48, 400)).toBe(48)
    expect(shortened('request loss', 100)).toBe('request loss')
    expect(shortened('request loss', 60)).toBe('request…')
    expect(shortened('request loss', 20)).toBeNull()
  })

  it('are left out where they would touch others', () => {
    const marks = [60, 70, 200, 390].map((x) => ({ x, words: '→ m2' }))
    expect(placeInLine(marks, 48, 400).map(({ x }) => x)).toEqual([60, 200, 390])
    // On the left of its mark: on the right there is no room.
    expect(placeInLine(marks, 48, 400).at(-1)?.wordsX).toBe(390 - 22 - wordsWidth('→ m2'))
  })
})
