import { describe, expect, it } from 'vitest'
import { CAPABILITIES, type LabCapabilities } from '@/lib/core/fault/fault'
import { allFaults } from '@/lib/core/fault/registry'
import { spanWords } from '@/components/lanes/span-words'
import type { StepDraft } from '../draft'
import { faultGroups } from './fault-groups'
import { movedBy, spanOf, stepTitle, windowOf } from './step-timing'

const step = (change: Partial<StepDraft>): StepDraft => ({
  ...{ key: 'f1', fault: 'latency', atMs: 1_000, forMs: 2_000, params: {} },
  ...change,
})

describe('the menu of faults', () => {
  const names = (search: string) =>
    faultGroups(search, 'etcd', null).map(({ entries }) => entries.map(({ name }) => name))

  it('shows every fault once', () => {
    expect(names('').flat().sort()).toEqual(allFaults.map(({ name }) => name).sort())
  })

  it('is searched by words of title, group and description', () => {
    expect(names('MoveLeader hand')).toEqual([['leader-transfer']])
    expect(names('cluster leader').flat()).toContain('leader-transfer')
    expect(names('no such thing')).toEqual([])
  })

  it('says why a fault cannot be had', () => {
    const answers = CAPABILITIES.map((name) => [name, name === 'leader-moves' ? 'Not allowed.' : true])
    const lab = Object.fromEntries(answers) as LabCapabilities
    const closed = (target: 'etcd' | 'http', capabilities: LabCapabilities | null) =>
      faultGroups('MoveLeader', target, capabilities)[0]?.entries[0]?.closed
    expect(closed('etcd', lab)).toBe('Not allowed.')
    expect(closed('etcd', null)).toBeNull()
    expect(closed('http', null)).toBe('Needs the target etcd.')
  })
})

describe('a step on the timeline', () => {
  it.each([
    [step({}), { startMs: 1_000, endMs: 3_000 }, 'from 1 s to 3 s'],
    [step({ atMs: '', forMs: '' }), { startMs: 0, endMs: null }, 'from the beginning to the end'],
    [step({ fault: 'leader-transfer' }), { startMs: 1_000, endMs: 1_000 }, 'at 1 s'],
  ])('%o stands at %o', (draft, span, words) => {
    expect(spanOf(draft)).toEqual(span)
    expect(spanWords(span)).toBe(words)
  })

  it.each([{ atMs: '-' }, { atMs: -1 }, { forMs: 0 }, { forMs: 'x' }])('%o stands nowhere', (wrong) => {
    expect(spanOf(step(wrong))).toBeNull()
    expect(movedBy('ArrowRight', false, step(wrong), 10_000)).toBeNull()
  })

  it('is moved and stretched with the arrow keys, within the window', () => {
    expect(movedBy('ArrowRight', false, step({}), 10_000)).toEqual({ atMs: 1_200 })
    expect(movedBy('ArrowLeft', false, step({ atMs: 100 }), 10_000)).toEqual({ atMs: 0 })
    expect(movedBy('ArrowRight', false, step({ atMs: 9_900 }), 10_000)).toEqual({ atMs: 9_800 })
    expect(movedBy('ArrowLeft', true, step({}), 10_000)).toEqual({ forMs: 1_800 })
    expect(movedBy('ArrowLeft', true, step({ forMs: '' }), 10_000)).toEqual({ forMs: 8_800 })
    expect(movedBy('ArrowLeft', true, step({ fault: 'leader-transfer' }), 10_000)).toBeNull()
    expect(movedBy('Tab', false, step({}), 10_000)).toBeNull()
  })

  it('is called what its fault says, and by its title while its parameters are wrong', () => {
    expect(stepTitle(step({ params: { latencyMs: 500, jitterMs: 100 } }))).toMatch(/^latency 500 ± 100 ms/)
    expect(stepTitle(step({ params: { latencyMs: '', jitterMs: -1 } }))).toBe('Latency with jitter')
    expect(stepTitle(step({ fault: 'meteor' }))).toBe('meteor')
  })

  it('lies in a window of the trial’s duration, or of 10 s while that is no number', () => {
    expect([5_000, '', 'x', -5, undefined].map(windowOf)).toEqual([5_000, 10_000, 10_000, 10_000, 10_000])
  })
})
