import { describe, expect, it } from 'vitest'
import { checkSpec } from '../../experiment/spec'
import { presetDetail, presetItem } from '../../experiment/presets/preset-item'
import { presets } from '../../experiment/presets/registry'
import { builtInCatalogue } from '../../strategy/catalogue'
import { strategyItem } from '../../strategy/strategy-item'
import { listPresets, listStrategies, readPreset } from './experiments'

const asSent = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

describe('presets', () => {
  it('are told as they are described, with nothing left out', () => {
    const answer = { presets: presets.map((preset) => presetItem(preset, null)) }
    expect(listPresets.answers[200].schema.parse(asSent(answer))).toEqual(answer)
    for (const preset of presets) {
      const detail = presetDetail(preset, null)
      expect(readPreset.answers[200].schema.parse(asSent(detail))).toEqual(detail)
      expect(detail.published).toHaveLength(detail.claims)
      // Whoever sends it back gets the same experiment.
      expect(checkSpec(asSent(detail.spec))).toMatchObject({ ok: true, spec: { preset: preset.name } })
    }
  })

  it('say why a lab cannot do them', () => {
    const none = { driver: 'local', members: 3, capabilities: {} } as never
    expect(presets.map((preset) => presetItem(preset, none).refusal).some((why) => why !== null)).toBe(true)
  })

  it('tell what arithmetic says where it says something', () => {
    const known = presets.flatMap((preset) => presetDetail(preset, null).published)
    expect(known.filter(({ arithmetic }) => arithmetic !== null).length).toBeGreaterThan(10)
    expect(known.some(({ arithmetic }) => arithmetic === null)).toBe(true)
  })
})

it('strategies are told with a schema that has each parameter’s title and default', () => {
  const strategies = builtInCatalogue.all.map(strategyItem)
  expect(listStrategies.answers[200].schema.parse(asSent({ strategies }))).toEqual({ strategies })
  const constant = strategies.find(({ name }) => name === 'constant')
  expect(Object.values(constant?.params.properties ?? {})).toContainEqual(
    expect.objectContaining({ title: expect.any(String) as string, default: expect.any(Number) as number }),
  )
})
