import { expect, it } from 'vitest'
import { builtInCatalogue, catalogueWith } from '@/lib/core/strategy/catalogue'
import { describeOwn } from '@/lib/core/strategy/own/own-strategy'
import { firstSentence } from './search-words'
import { strategyGroups } from './strategy-groups'

it('shows every strategy once, in groups', () => {
  const shown = strategyGroups().flatMap(({ entries }) => entries.map(({ name }) => name))
  expect(shown.sort()).toEqual(builtInCatalogue.all.map(({ name }) => name).sort())
})

it('shows libraries and the strategies of one’s own in groups of their own', () => {
  const mine = describeOwn({ name: 'mine', title: 'Mine', description: 'Does what I want.', params: {} })
  const groups = strategyGroups('', catalogueWith([mine]).all)
  const namesOf = (wanted: string) =>
    groups.find(({ title }) => title === wanted)?.entries.map(({ name }) => name)
  expect(namesOf('Libraries')).toContain('p-retry')
  expect(namesOf('Your own')).toEqual(['mine'])
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
