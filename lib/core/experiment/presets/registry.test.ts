import { expect, it } from 'vitest'
import { faultPoints } from '../fault-points'
import { estimatePlan } from '../plan'
import { PRESET_NAMES } from './names'
import { findPreset, presets } from './registry'

it('presets are valid specs that name their preset, with names and titles of their own', () => {
  for (const preset of presets) {
    expect(preset.spec().preset).toBe(preset.name)
    expect(findPreset(preset.name)).toBe(preset)
  }
  expect(presets.map(({ name }) => name)).toEqual(PRESET_NAMES)
  const different = (texts: readonly string[]) => expect(new Set(texts).size).toBe(presets.length)
  different(presets.map(({ title }) => title))
  different(presets.map((preset) => preset.spec().name))
  expect(findPreset(undefined)).toBeUndefined()
})

it('those to look around with take less than a minute, those of the articles less than three', () => {
  for (const preset of presets) {
    const { minMs, trials } = estimatePlan(preset.spec())
    expect(trials).toBeGreaterThan(0)
    expect(minMs, preset.name).toBeLessThan(preset.source ? 180_000 : 60_000)
    // Intervals are made of seconds.
    if (preset.source) expect(preset.spec().trialDurationMs).toBeGreaterThanOrEqual(10_000)
  }
})

it('every part of the published results has a preset, each with a source and claims', () => {
  const published = presets.filter(({ source }) => source)
  expect(new Set(published.map(({ name }) => name.split('-')[0])).size).toBe(13)
  for (const { claims = [], source, name } of published) {
    expect(claims.length, name).toBeGreaterThan(0)
    expect(source?.quote).toMatch(/\p{Script=Han}/u)
    expect(
      claims.some(({ figure }) => figure.kind !== 'none'),
      name,
    ).toBe(true)
  }
})

it('claims are about strategies and fault points of their preset, and arithmetic speaks where it can', () => {
  for (const preset of presets) {
    const spec = preset.spec()
    for (const { strategy, point, arithmetic } of preset.claims ?? []) {
      const choice =
        strategy === null ? spec.strategies[0] : spec.strategies.find((own) => own.label === strategy)
      if (!choice) throw new Error(`${preset.name} has no strategy ${strategy ?? ''}`)
      if (point) expect(faultPoints(spec.matrix)).toContainEqual(point)
      expect(arithmetic?.(spec, choice)?.figure ?? 'none').not.toMatch(/NaN|undefined|Infinity/)
    }
  }
})

it('lost answers are shown on counters, with a plain retry beside an idempotent strategy', () => {
  const { workload, strategies, matrix } = findPreset('lost-answers')?.spec() ?? {}
  expect(workload?.kind).toBe('counter')
  expect(matrix?.loss.mode).toBe('ack')
  expect(strategies?.map(({ use }) => use)).toEqual(expect.arrayContaining(['constant', 'idempotent']))
})
