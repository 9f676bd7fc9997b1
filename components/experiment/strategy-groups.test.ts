import { expect, it } from 'vitest'
import { strategies } from '@/lib/core/strategy/registry'
import { firstSentence, strategyGroups } from './strategy-groups'

it('shows every strategy once, in groups', () => {
  const shown = strategyGroups().flatMap(({ entries }) => entries.map(({ name }) => name))
  expect(shown.sort()).toEqual(Object.keys(strategies).sort())
})

it('finds by words of title, group and description, and leaves empty groups out', () => {
  expect(
    strategyGroups('  DECORRELATED jitter ').map(({ entries }) => entries.map(({ name }) => name)),
  ).toEqual([['decorrelated']])
  expect(strategyGroups('protecting breaker')[0]?.entries.map(({ name }) => name)).toContain('breaker')
  expect(strategyGroups('no such thing')).toEqual([])
})

it('cuts a description after its first sentence', () => {
  expect(firstSentence('Waits 1.5 s. Then goes on.')).toBe('Waits 1.5 s.')
  expect(firstSentence('No full stop')).toBe('No full stop')
})
