import { describe, expect, it } from 'vitest'
import { keepText, keptText } from './kept-text'

const DAY_MS = 24 * 3_600_000

function storage(): Storage {
  const entries = new Map<string, string>()
  return {
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
    clear: () => entries.clear(),
    key: (at) => [...entries.keys()][at] ?? null,
    get length() {
      return entries.size
    },
  }
}

describe('a text that was typed and not sent', () => {
  it('is there again under its own key, until it is sent', () => {
    const store = storage()
    keepText(store, 'run-1.cell 0.1', 'half a thou', 0)
    expect(keptText(store, 'run-1.cell 0.1')).toBe('half a thou')
    expect(keptText(store, 'run-1.cell 1.0')).toBeNull()
    keepText(store, 'run-1.cell 0.1', '', 1)
    expect(keptText(store, 'run-1.cell 0.1')).toBeNull()
    expect(store.length).toBe(0)
  })

  it('is forgotten after 30 days, and when 50 others came after it; what is not ours stays', () => {
    const store = storage()
    store.setItem('retryscope.draft.x', 'of somebody else')
    keepText(store, 'old', 'a', 0)
    keepText(store, 'new', 'b', 31 * DAY_MS)
    expect([keptText(store, 'old'), keptText(store, 'new')]).toEqual([null, 'b'])
    for (let at = 0; at < 50; at += 1) keepText(store, `later ${at}`, 'c', 32 * DAY_MS + at)
    expect([keptText(store, 'new'), keptText(store, 'later 0')]).toEqual([null, 'c'])
    expect(store.getItem('retryscope.draft.x')).toBe('of somebody else')
  })

  it('breaks nothing where nothing can be kept, or where what is kept cannot be read', () => {
    const full = {
      ...storage(),
      setItem: () => {
        throw new Error('full')
      },
    }
    expect(() => keepText(full, 'a', 'b', 0)).not.toThrow()
    expect(() => keepText(null, 'a', 'b', 0)).not.toThrow()
    const store = storage()
    store.setItem('retryscope.comment.a', '{"text":')
    expect(keptText(store, 'a')).toBeNull()
    expect(keptText(null, 'a')).toBeNull()
  })
})
