import { expect, it } from 'vitest'
import { estimatePlan } from '../plan'
import { findPreset, presets } from './registry'

it('presets are valid specs with names and titles of their own, each done in less than a minute', () => {
  for (const preset of presets) {
    const { minMs, trials } = estimatePlan(preset.spec())
    expect(trials).toBeGreaterThan(0)
    expect(minMs).toBeLessThan(60_000)
    expect(findPreset(preset.name)).toBe(preset)
  }
  const different = (texts: readonly string[]) => expect(new Set(texts).size).toBe(presets.length)
  different(presets.map(({ name }) => name))
  different(presets.map(({ title }) => title))
  // The run page finds a preset's words by it.
  different(presets.map((preset) => preset.spec().name))
})

it('lost answers are shown on counters, with a plain retry beside an idempotent strategy', () => {
  const { workload, strategies, matrix } = findPreset('lost-answers')?.spec() ?? {}
  expect(workload?.kind).toBe('counter')
  expect(matrix?.loss.mode).toBe('ack')
  expect(strategies?.map(({ use }) => use)).toEqual(expect.arrayContaining(['constant', 'idempotent']))
})
