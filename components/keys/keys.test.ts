import { afterEach, describe, expect, it, vi } from 'vitest'
import { commandsAtHand, offerCommands, type PageCommand } from './commands-at-hand'
import { stepKeys } from './key-sequence'
import { findEntries, type PaletteEntry } from './palette-entries'
import { palettePages, roleOnPage } from './palette-pages'
import { keyOfTab } from './tab-keys'
import { KEY_BINDINGS, KEY_GROUPS } from './registry'
import { RUN_TABS } from '@/lib/core/runs/run-tabs'

describe('the registry of keys', () => {
  it('gives no row of keys to two commands, and lets none begin another', () => {
    const rows = KEY_BINDINGS.map(({ sequence }) => sequence.join(' '))
    for (const row of rows)
      expect(
        rows.filter((other) => other === row || other.startsWith(`${row} `)),
        row,
      ).toEqual([row])
  })
  it('shows in the sheet exactly what the listener acts on', () => {
    for (const { words, shown, bindings } of KEY_GROUPS.flatMap(({ lines }) => lines))
      for (const { sequence } of bindings)
        expect([...shown.map((row) => row.join(' ')), ...digits(shown)], words).toContain(sequence.join(' '))
  })
  it('has the key of each part of a run', () => {
    RUN_TABS.forEach((name, place) => {
      const command = stepKeys(KEY_BINDINGS, [], keyOfTab(name, place)).command
      expect(command, name).toBe(`tab-${place + 1}`)
    })
  })
})

/** "1 … 9" stands for all of them. */
function digits(shown: readonly (readonly string[])[]): string[] {
  return shown.some(([key]) => key === '…') ? Array.from('123456789') : []
}

describe('a row of keys', () => {
  const step = (pending: readonly string[], key: string) => stepKeys(KEY_BINDINGS, pending, key)

  it('waits after a key that begins one, and acts at its end', () => {
    expect(step([], 'g')).toEqual({ command: null, pending: ['g'] })
    expect(step(['g'], 'h')).toEqual({ command: { go: '/' }, pending: [] })
  })
  it('takes a key that does not go on for itself', () => {
    expect(step(['g'], 'n')).toEqual({ command: { go: '/experiments/new' }, pending: [] })
    expect(step(['g'], 'g')).toEqual({ command: null, pending: ['g'] })
    expect(step(['g'], 'x')).toEqual({ command: null, pending: [] })
  })
  it('acts on a key alone, and not on the second of a row alone', () => {
    expect(step([], '?').command).toBe('sheet')
    expect(step([], '3').command).toBe('tab-3')
    expect(step([], 'h').command).toBeNull()
  })
})

describe('commands at hand', () => {
  const command = (title: string): PageCommand => ({ id: title, group: 'This run', title, run: vi.fn() })
  const taken: (() => void)[] = []
  const offer = (part: string, ...titles: string[]) => {
    const takeBack = offerCommands(part, titles.map(command))
    taken.push(takeBack)
    return takeBack
  }
  const titles = () => commandsAtHand().map(({ title }) => title)
  afterEach(() => {
    for (const takeBack of taken.splice(0)) takeBack()
  })

  it('are those of all parts, and of each only the last', () => {
    offer('tabs', 'Overview')
    offer('actions', 'Cancel')
    offer('actions', 'Run again')
    expect(titles()).toEqual(['Overview', 'Run again'])
  })
  it('go with their part, unless another of its name has come', () => {
    const first = offer('tabs', 'Overview')
    offer('tabs', 'Figures')
    first()
    expect(titles()).toEqual(['Figures'])
    taken.at(-1)?.()
    expect(titles()).toEqual([])
  })
})

describe('the palette', () => {
  const entry = (group: PaletteEntry['group'], title: string, words = ''): PaletteEntry => ({
    ...{ id: title, group, title, words },
    run: vi.fn(),
  })
  const own = [
    entry('Pages', 'New experiment', 'builder'),
    entry('Pages', 'Runs'),
    entry('This run', 'Run again'),
  ]
  const found = [entry('Runs', '12 · Loss × jitter')]
  const shown = (asked: string) =>
    findEntries(own, found, asked).map(({ group, entries }) => [group, ...entries.map(({ title }) => title)])

  it('offers all by group before anything is asked, what the page can do first', () => {
    expect(shown('')).toEqual([
      ['This run', 'Run again'],
      ['Pages', 'New experiment', 'Runs'],
      ['Runs', '12 · Loss × jitter'],
    ])
  })
  it('finds by every word, in whichever order, and leaves the server’s finds as they are', () => {
    expect(shown('Experiment  BUILD')).toEqual([
      ['Pages', 'New experiment'],
      ['Runs', '12 · Loss × jitter'],
    ])
  })
  it('does not find by one word of several', () => {
    expect(shown('runs builder')).toEqual([['Runs', '12 · Loss × jitter']])
  })
  it('puts titles that begin so first', () => {
    const pages = [entry('Pages', 'Compare runs'), entry('Pages', 'Runs')]
    expect(findEntries(pages, [], 'ru')[0]?.entries.map(({ title }) => title)).toEqual([
      'Runs',
      'Compare runs',
    ])
  })
})

it('the palette leads only to pages on which whoever looks finds something', () => {
  const paths = (role: Parameters<typeof palettePages>[0]) => palettePages(role).map(({ path }) => path)
  const all = paths('admin')
  const without = (...left: string[]) => all.filter((path) => !left.includes(path))
  expect(all).toEqual(expect.arrayContaining(['/account', '/people', '/webhooks', '/audit']))
  expect(paths(null)).toEqual(without('/account', '/people'))
  for (const role of ['editor', 'viewer'] as const)
    expect(paths(role)).toEqual(without('/people', '/webhooks', '/audit'))
  expect([roleOnPage({ dataset: { role: 'editor' } }), roleOnPage({ dataset: {} })]).toEqual(['editor', null])
})
