'use client'

/** What the page that is open can do just now. Its parts offer it while they stand there; keys and palette take it from here. */
import { useEffect, useSyncExternalStore } from 'react'

export const COMMAND_GROUPS = ['This run', 'Parts of this run', 'Trials', 'Timeline', 'Runs'] as const

export interface PageCommand {
  /** Keys find it by this (registry.ts). */
  id: string
  group: (typeof COMMAND_GROUPS)[number]
  title: string
  /** Further words that it is found by. */
  words?: string
  /** Stands small beside the title. */
  note?: string
  /** As they are printed on a keyboard. */
  keys?: readonly string[]
  run(): void
}

const NONE: readonly PageCommand[] = []
const offers = new Map<string, readonly PageCommand[]>()
const listeners = new Set<() => void>()
let all = NONE

/** Offers commands in the name of a part, in place of what it offered before. Returns how to take them back. */
export function offerCommands(part: string, commands: readonly PageCommand[]): () => void {
  offers.set(part, commands)
  tell()
  return () => {
    // Another page's part of the same name may have come meanwhile.
    if (offers.get(part) !== commands) return
    offers.delete(part)
    tell()
  }
}

export function commandsAtHand(): readonly PageCommand[] {
  return all
}

function tell(): void {
  all = [...offers.values()].flat()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Offers commands as long as the calling component stands on the page. */
export function useOfferedCommands(part: string, commands: readonly PageCommand[]): void {
  // After each render: what they do hangs on what the component knows by then.
  useEffect(() => offerCommands(part, commands))
}

export function useCommandsAtHand(): readonly PageCommand[] {
  return useSyncExternalStore(subscribe, commandsAtHand, () => NONE)
}
