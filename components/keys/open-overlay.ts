'use client'

/** Which of palette and sheet of keys is open above the page. */
import { useSyncExternalStore } from 'react'

export type Overlay = 'palette' | 'sheet'

/** What each overlay gets. */
export interface OverlayInput {
  opened: boolean
  onClose(): void
}

const listeners = new Set<() => void>()
let open: Overlay | null = null

/** Opens one in place of the other; null closes. */
export function openOverlay(next: Overlay | null): void {
  open = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export function useOpenOverlay(): Overlay | null {
  return useSyncExternalStore(
    subscribe,
    () => open,
    () => null,
  )
}
