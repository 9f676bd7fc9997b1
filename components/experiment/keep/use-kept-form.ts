'use client'

/** What is typed into form and YAML, kept by the browser while it is typed, restored after a reload, with one step back. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { keptStore, newTabId, tabId } from './browser-stores'
import {
  dropEntry,
  entryKey,
  readEntry,
  saysTheSame,
  tidyEntries,
  writeEntry,
  type Start,
  type Typed,
  type Undo,
} from './kept-draft'

/** Typing goes on; a save per letter would be felt in a large form. */
const SAVE_AFTER_MS = 300

interface State {
  typed: Typed
  undo: Undo | null
  /** When what was restored had been typed, in milliseconds since 1970; null = nothing was, or the notice was closed. */
  restoredAt: number | null
}

export interface KeptForm extends State {
  /** False where this browser keeps nothing over a reload. */
  isKept: boolean
  /** @param undo what this replaces something with; null = typing, which leaves the step back as it is */
  put(change: (before: Typed) => Typed, undo?: string): void
  /** The step back, and back again. */
  undoLast(): void
  closeUndo(): void
  closeRestored(): void
  /** Nothing of it is needed any more: it was sent. */
  forget(): void
}

export function useKeptForm(start: Start, begin: () => Typed): KeptForm {
  const [state, setState] = useState<State>(() => ({ typed: begin(), undo: null, restoredAt: null }))
  const [isKept, setKept] = useState(true)
  // What stands on screen, for savers that run between two paints.
  const latest = useRef(state)
  const tab = useRef<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const isSent = useRef(false)

  const save = useCallback(() => {
    if (timer.current) clearTimeout(timer.current)
    timer.current = null
    const store = keptStore()
    if (isSent.current || tab.current === null) return
    const { typed, undo } = latest.current
    const entry = { start, tab: tab.current, savedAt: Date.now(), typed, undo }
    setKept(store !== null && writeEntry(store, entry))
  }, [start])

  const update = (next: State) => {
    latest.current = next
    setState(next)
    if (timer.current) clearTimeout(timer.current)
    timer.current = setTimeout(save, SAVE_AFTER_MS)
  }

  // After the first paint, because the server cannot know what this browser keeps.
  useEffect(() => {
    if (tab.current !== null) return
    tab.current = tabId()
    const store = keptStore()
    if (!store) return
    tidyEntries(store, Date.now())
    const kept = readEntry(store, entryKey(tab.current, start))
    if (!kept) return
    const isNews = !saysTheSame(kept.typed, latest.current.typed)
    latest.current = { typed: kept.typed, undo: kept.undo, restoredAt: isNews ? kept.savedAt : null }
    setState(latest.current)
  }, [start])

  useEffect(() => {
    const flush = () => {
      if (timer.current) save()
    }
    const onStorage = ({ key, newValue }: StorageEvent) => {
      if (tab.current === null || newValue === null || key !== entryKey(tab.current, start)) return
      // A copy of this tab writes under its name: from now on both have their own.
      tab.current = newTabId()
      save()
    }
    window.addEventListener('pagehide', flush)
    document.addEventListener('visibilitychange', flush)
    window.addEventListener('storage', onStorage)
    return () => {
      window.removeEventListener('pagehide', flush)
      document.removeEventListener('visibilitychange', flush)
      window.removeEventListener('storage', onStorage)
      flush()
    }
  }, [save, start])

  return {
    ...state,
    isKept,
    put: (change, words) => {
      const { typed, undo, restoredAt } = latest.current
      const next = change(typed)
      update({
        typed: next,
        undo: words === undefined ? undo : { words, typed },
        restoredAt: words === undefined ? restoredAt : null,
      })
    },
    undoLast: () => {
      const { typed, undo } = latest.current
      if (!undo) return
      const words = undo.words.startsWith(UNDONE) ? undo.words.slice(UNDONE.length) : `${UNDONE}${undo.words}`
      update({ typed: undo.typed, undo: { words, typed }, restoredAt: null })
    },
    closeUndo: () => update({ ...latest.current, undo: null }),
    closeRestored: () => setState((latest.current = { ...latest.current, restoredAt: null })),
    forget: () => {
      isSent.current = true
      if (timer.current) clearTimeout(timer.current)
      const store = keptStore()
      if (store && tab.current !== null) dropEntry(store, { tab: tab.current, start })
    },
  }
}

/** Before what was taken back. */
export const UNDONE = 'Taken back: '
