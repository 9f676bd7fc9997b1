/**
 * What a person has typed, kept by the browser: an entry per start (empty, a preset, a former run) and per tab, so that tabs
 * do not overwrite each other. Pure over a storage; one that is full or switched off keeps nothing, and nothing breaks.
 */
import { z } from 'zod'
import { experimentDraftSchema } from '../draft'

const PREFIX = 'retryscope.draft.'
/** Entries beyond these are forgotten, the oldest first. */
const MAX_ENTRIES = 20
const MAX_AGE_MS = 30 * 24 * 3_600_000

const typedSchema = z.object({
  draft: experimentDraftSchema,
  /** YAML as it was typed; null = it is written from the form. */
  text: z.string().nullable(),
  /** Whether the text reads as an experiment: then the form shows the same. */
  textReads: z.boolean(),
})
/** What stands in the form and in the YAML. */
export type Typed = z.output<typeof typedSchema>

const startSchema = z.object({
  /** Names it: what is typed into one start is kept apart from the others. */
  key: z.string(),
  /** "the empty form", "run 12": for people. */
  words: z.string(),
  href: z.string().startsWith('/'),
})
export type Start = z.output<typeof startSchema>

const entrySchema = z.object({
  start: startSchema,
  tab: z.string(),
  /** Milliseconds since 1970. */
  savedAt: z.number(),
  typed: typedSchema,
  /** What stood there before the last replacement, and what that replacement was. */
  undo: z.object({ words: z.string(), typed: typedSchema }).nullable(),
})
export type Entry = z.output<typeof entrySchema>
export type Undo = NonNullable<Entry['undo']>

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

export function entryKey(tab: string, start: Pick<Start, 'key'>): string {
  return `${PREFIX}${tab}.${start.key}`
}

/** The entry, or null where there is none or it cannot be read. */
export function readEntry(store: Store, key: string): Entry | null {
  try {
    const parsed = entrySchema.safeParse(JSON.parse(store.getItem(key) ?? 'null'))
    return parsed.success ? parsed.data : null
  } catch {
    // Switched off, or not JSON.
    return null
  }
}

/** False where the browser keeps nothing: then a reload loses what was typed. */
export function writeEntry(store: Store, entry: Entry): boolean {
  const key = entryKey(entry.tab, entry.start)
  const text = JSON.stringify(entry)
  if (isSet(store, key, text)) return true
  // Full, perhaps of our own old entries; or switched off.
  const others = listEntries(store).filter((other) => entryKey(other.tab, other.start) !== key)
  return others.reverse().some((oldest) => {
    dropEntry(store, oldest)
    return isSet(store, key, text)
  })
}

function isSet(store: Store, key: string, text: string): boolean {
  try {
    store.setItem(key, text)
    return true
  } catch {
    // What there is to say about it, the caller says.
    return false
  }
}

export function dropEntry(store: Store, { tab, start }: Pick<Entry, 'tab' | 'start'>): void {
  try {
    store.removeItem(entryKey(tab, start))
  } catch {
    // Switched off: there is nothing to drop.
  }
}

/** All entries, the newest first. */
export function listEntries(store: Store): Entry[] {
  const keys: string[] = []
  try {
    for (let place = 0; place < store.length; place += 1) keys.push(store.key(place) ?? '')
  } catch {
    return []
  }
  return keys
    .filter((key) => key.startsWith(PREFIX))
    .flatMap((key) => readEntry(store, key) ?? [])
    .sort((a, b) => b.savedAt - a.savedAt)
}

/** Forgets what is old or too much. */
export function tidyEntries(store: Store, nowMs: number): void {
  for (const [place, entry] of listEntries(store).entries())
    if (place >= MAX_ENTRIES || nowMs - entry.savedAt > MAX_AGE_MS) dropEntry(store, entry)
}

/** Whether two say the same; keys of rows on screen do not count. */
export function saysTheSame(a: Typed, b: Typed): boolean {
  return worded(a) === worded(b)
}

function worded({ draft, text }: Typed): string {
  return JSON.stringify([draft, text], (name, value: unknown) => (name === 'key' ? undefined : value))
}
