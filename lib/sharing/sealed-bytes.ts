/** Sealed pages that were read lately, unpacked and ready to be sent: many readers of one page cost the database one read of it. */
import { gunzipSync } from 'node:zlib'
import { readSealed } from '@/lib/db/shares'

export interface SealedBytes {
  mediaType: string
  bytes: Uint8Array<ArrayBuffer>
}

const MOST_BYTES = 32 * 1024 * 1024

// On globalThis, because Next bundles this module once per route.
const holder = globalThis as typeof globalThis & { retryscopeSealed?: Map<string, SealedBytes> }

/** @param etag of what the share serves now: whether it may still be read has been looked up before */
export async function sealedBytes(shareId: string, name: string, etag: string): Promise<SealedBytes | null> {
  const kept = (holder.retryscopeSealed ??= new Map<string, SealedBytes>())
  const key = `${shareId} ${name} ${etag}`
  const known = kept.get(key)
  if (known) {
    // Put at the end: the first of a map is the one that was read the longest ago.
    kept.delete(key)
    kept.set(key, known)
    return known
  }
  const page = await readSealed(shareId, name)
  if (!page) return null
  const bytes = page.encoding === 'gzip' ? new Uint8Array(gunzipSync(page.data)) : page.data
  const sealed = { mediaType: page.mediaType, bytes }
  kept.set(key, sealed)
  let all = [...kept.values()].reduce((sum, one) => sum + one.bytes.byteLength, 0)
  for (const [oldest, one] of kept) {
    if (all <= MOST_BYTES) break
    kept.delete(oldest)
    all -= one.bytes.byteLength
  }
  return sealed
}
