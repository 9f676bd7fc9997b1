import { describe, expect, it } from 'vitest'
import { startingDraft } from '../draft'
import {
  dropEntry,
  entryKey,
  listEntries,
  readEntry,
  saysTheSame,
  tidyEntries,
  writeEntry,
  type Entry,
} from './kept-draft'

/** A storage that holds so many entries. */
class SmallStore {
  readonly entries = new Map<string, string>()
  constructor(readonly room = Infinity) {}
  get length() {
    return this.entries.size
  }
  key(place: number) {
    return [...this.entries.keys()][place] ?? null
  }
  getItem(key: string) {
    return this.entries.get(key) ?? null
  }
  setItem(key: string, value: string) {
    if (!this.entries.has(key) && this.entries.size >= this.room) throw new Error('QuotaExceededError')
    this.entries.set(key, value)
  }
  removeItem(key: string) {
    this.entries.delete(key)
  }
}

const typed = { draft: startingDraft(), text: null, textReads: true }
const entry = (change: Partial<Entry> = {}): Entry => ({
  start: { key: 'new', words: 'the empty form', href: '/experiments/new' },
  ...{ tab: 'a', savedAt: 1_000, typed, undo: null },
  ...change,
})

describe('what the browser keeps', () => {
  it('is read as it was written, text and undo included', () => {
    const store = new SmallStore()
    const whole = entry({
      typed: { ...typed, text: 'name: [', textReads: false },
      undo: { words: 'Started over', typed },
    })
    expect(writeEntry(store, whole)).toBe(true)
    expect(readEntry(store, entryKey('a', whole.start))).toEqual(whole)
  })

  it('is apart per tab and per start, the newest first', () => {
    const store = new SmallStore()
    const start = { key: 'preset p1', words: 'preset P1', href: '/experiments/new?preset=p1' }
    const all = [entry(), entry({ tab: 'b', savedAt: 3_000 }), entry({ start, savedAt: 2_000 })]
    for (const one of all) writeEntry(store, one)
    store.setItem('something else', '{}')
    expect(listEntries(store).map(({ savedAt }) => savedAt)).toEqual([3_000, 2_000, 1_000])
    dropEntry(store, entry({ tab: 'b' }))
    expect(listEntries(store).map(({ tab }) => tab)).toEqual(['a', 'a'])
  })

  it('is dropped when it is damaged, and never half-used', () => {
    const store = new SmallStore()
    store.setItem(entryKey('a', { key: 'new' }), '{"typed":{')
    store.setItem(entryKey('b', { key: 'new' }), JSON.stringify({ ...entry(), typed: { draft: {} } }))
    expect(listEntries(store)).toEqual([])
  })

  it('makes room for the newest by forgetting the oldest', () => {
    const store = new SmallStore(2)
    for (const [index, tab] of ['a', 'b', 'c'].entries()) writeEntry(store, entry({ tab, savedAt: index }))
    expect(listEntries(store).map(({ tab }) => tab)).toEqual(['c', 'b'])
    expect(writeEntry(new SmallStore(0), entry())).toBe(false)
  })

  it('works with a storage that is switched off', () => {
    const off = {
      get length(): number {
        throw new Error('SecurityError')
      },
      key: () => null,
      getItem: () => {
        throw new Error('SecurityError')
      },
      setItem: () => {
        throw new Error('SecurityError')
      },
      removeItem: () => {
        throw new Error('SecurityError')
      },
    }
    expect(readEntry(off, 'x')).toBeNull()
    expect(writeEntry(off, entry())).toBe(false)
    expect(listEntries(off)).toEqual([])
    dropEntry(off, entry())
  })

  it('is forgotten after a month, and beyond twenty entries', () => {
    const store = new SmallStore()
    const now = 100 * 24 * 3_600_000
    for (let index = 0; index < 25; index += 1)
      writeEntry(store, entry({ tab: String(index), savedAt: now - index }))
    writeEntry(store, entry({ tab: 'old', savedAt: now - 31 * 24 * 3_600_000 }))
    tidyEntries(store, now)
    expect(listEntries(store)).toHaveLength(20)
    expect(listEntries(store).at(-1)?.tab).toBe('19')
  })
})

it('two say the same whatever their rows are called', () => {
  const [first, ...others] = typed.draft.strategies
  if (!first) throw new Error('no strategy')
  const renamed = { ...typed, draft: { ...typed.draft, strategies: [{ ...first, key: 'k9' }, ...others] } }
  expect(saysTheSame(typed, renamed)).toBe(true)
  expect(saysTheSame(typed, { ...typed, draft: { ...typed.draft, name: 'B' } })).toBe(false)
  expect(saysTheSame(typed, { ...typed, text: 'name: A' })).toBe(false)
})
