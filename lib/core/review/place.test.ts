import { describe, expect, it } from 'vitest'
import { findingRules } from '../finding/registry'
import { findingId, placeKey, placeSchema, readFindingId, type Place } from './place'
import { missingPlace } from './place-in-run'

const takes = (place: unknown) => placeSchema.safeParse(place).success

describe('a place of a comment', () => {
  it.each([
    { on: 'run' },
    { on: 'cell', cell: '3.1' },
    { on: 'window', trial: 1, fromMs: 0, toMs: 12.5 },
    { on: 'finding', finding: 'retry-storm.0' },
  ])('is read: %o', (place) => expect(takes(place)).toBe(true))

  it.each([
    {},
    { on: 'moon' },
    { on: 'run', cell: '0.0' },
    { on: 'cell', cell: '3' },
    { on: 'cell', cell: '-1.0' },
    { on: 'window', trial: 0, fromMs: 0, toMs: 1 },
    { on: 'window', trial: 1, fromMs: 5, toMs: 5 },
    { on: 'window', trial: 1, fromMs: -1, toMs: 5 },
    { on: 'window', trial: 1, fromMs: 0, toMs: Infinity },
    { on: 'finding', finding: 'retry-storm' },
    { on: 'finding', finding: '<script>.0' },
  ])('is refused: %o', (place) => expect(takes(place)).toBe(false))

  it('names the finding of every rule, and reads the name again', () => {
    for (const { name } of Object.values(findingRules))
      expect(readFindingId(findingId({ rule: name, arm: 15 }))).toEqual({ rule: name, arm: 15 })
  })

  it('has a key of its own', () => {
    const places: Place[] = [
      { on: 'run' },
      { on: 'cell', cell: '0.1' },
      { on: 'cell', cell: '1.0' },
      { on: 'window', trial: 1, fromMs: 0, toMs: 5 },
      { on: 'window', trial: 1, fromMs: 0, toMs: 6 },
      { on: 'finding', finding: 'retry-storm.1' },
    ]
    expect(new Set(places.map(placeKey)).size).toBe(places.length)
  })
})

describe('a run', () => {
  const run = { points: 2, strategies: 3, timelineEndMs: 10_000.2, findings: new Set(['retry-storm.1']) }

  it.each<Place>([
    { on: 'run' },
    { on: 'cell', cell: '1.2' },
    { on: 'window', trial: 3, fromMs: 0, toMs: 1 },
    { on: 'window', trial: 3, fromMs: 9_000, toMs: 10_001 },
    { on: 'finding', finding: 'retry-storm.1' },
  ])('has %o', (place) => expect(missingPlace(place, run)).toBeNull())

  it.each<[Place, string]>([
    [{ on: 'cell', cell: '2.0' }, 'no cell 2.0'],
    [{ on: 'cell', cell: '0.3' }, 'no cell 0.3'],
    [{ on: 'window', trial: 3, fromMs: 9_000, toMs: 10_002 }, 'the timeline of trial 3 ends at 10,001 ms'],
    [{ on: 'finding', finding: 'retry-storm.0' }, 'nothing of that name'],
  ])('has not %o', (place, words) => expect(missingPlace(place, run)).toContain(words))

  it('has no part of a trial that has not ended', () => {
    const place: Place = { on: 'window', trial: 2, fromMs: 0, toMs: 1 }
    expect(missingPlace(place, { ...run, timelineEndMs: null })).toContain('trial 2 has not ended')
  })
})
