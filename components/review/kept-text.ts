/**
 * What somebody has typed and not sent, kept by the browser until it is sent or thrown away. A storage that is full or switched off
 * keeps nothing, and nothing breaks.
 */
import { z } from 'zod'

const PREFIX = 'retryscope.comment.'
/** Texts beyond these are forgotten, the oldest first. */
const MOST = 50
const LONGEST_MS = 30 * 24 * 3_600_000

const keptSchema = z.object({ text: z.string(), savedAt: z.number() })

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

/** @returns null where nothing is kept under this key */
export function keptText(store: Store | null, key: string): string | null {
  return store ? (read(store, PREFIX + key)?.text ?? null) : null
}

/** @param text '' forgets it */
export function keepText(store: Store | null, key: string, text: string, nowMs: number): void {
  if (!store) return
  try {
    if (text === '') store.removeItem(PREFIX + key)
    else store.setItem(PREFIX + key, JSON.stringify({ text, savedAt: nowMs }))
    forget(store, nowMs)
  } catch {
    // Full, or switched off: it stays in the field only.
  }
}

function forget(store: Store, nowMs: number): void {
  const keys = Array.from({ length: store.length }, (_, at) => store.key(at)).filter(
    (key): key is string => key?.startsWith(PREFIX) ?? false,
  )
  const newestFirst = keys
    .map((key) => ({ key, savedAt: read(store, key)?.savedAt ?? 0 }))
    .sort((a, b) => b.savedAt - a.savedAt)
  for (const [place, { key, savedAt }] of newestFirst.entries())
    if (place >= MOST || nowMs - savedAt > LONGEST_MS) store.removeItem(key)
}

function read(store: Store, key: string): z.output<typeof keptSchema> | null {
  try {
    const parsed = keptSchema.safeParse(JSON.parse(store.getItem(key) ?? 'null'))
    return parsed.success ? parsed.data : null
  } catch {
    // Not JSON: somebody else's.
    return null
  }
}
