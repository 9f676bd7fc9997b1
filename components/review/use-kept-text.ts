'use client'

/** The text of a field that survives that it is closed. */
import { useState } from 'react'
import { keptStore } from '@/components/experiment/keep/browser-stores'
import { keepText, keptText } from './kept-text'

export interface KeptText {
  text: string
  setText(text: string): void
  /** It was sent, or thrown away. */
  forget(): void
}

/** @param initial where nothing is kept; not kept itself */
export function useKeptText(key: string, initial = ''): KeptText {
  const [text, set] = useState(() => keptText(keptStore(), key) ?? initial)
  return {
    text,
    setText: (next) => {
      set(next)
      keepText(keptStore(), key, next === initial ? '' : next, Date.now())
    },
    forget: () => {
      set(initial)
      keepText(keptStore(), key, '', Date.now())
    },
  }
}

/** Whether something is waiting to be sent: its field stands open. */
export function hasKeptText(key: string): boolean {
  return keptText(keptStore(), key) !== null
}
