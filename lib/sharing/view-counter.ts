/** Counts readers in memory and stores the counts now and then: a page that many read costs the database one write, not many. */
import { DatabaseError } from '@/lib/db/database-error'
import { addViews } from '@/lib/db/shares'

const STORED_EVERY_MS = 2_000

// On globalThis, because Next bundles this module once per route.
const holder = globalThis as typeof globalThis & { retryscopeViews?: Views }

interface Views {
  counts: Map<string, number>
  timer: NodeJS.Timeout | null
}

/** @param onProblem is told when counts could not be stored; they are kept and stored later */
export function countView(shareId: string, onProblem: (error: unknown) => void): void {
  const views = (holder.retryscopeViews ??= { counts: new Map<string, number>(), timer: null })
  views.counts.set(shareId, (views.counts.get(shareId) ?? 0) + 1)
  views.timer ??= setTimeout(() => {
    storeViews().catch(onProblem)
  }, STORED_EVERY_MS).unref()
}

/** Stores what has been counted, so that a list shows it; where it cannot be written, it is kept, and the list is read all the same. */
export async function storeViewsIfPossible(): Promise<void> {
  try {
    await storeViews()
  } catch (error) {
    // Reading has to work on a full disk and beside a program that locks the database.
    if (!(error instanceof DatabaseError)) throw error
  }
}

async function storeViews(): Promise<void> {
  const views = holder.retryscopeViews
  if (!views) return
  if (views.timer) clearTimeout(views.timer)
  views.timer = null
  const counted = [...views.counts]
  views.counts.clear()
  try {
    await addViews(counted, new Date())
  } catch (error) {
    for (const [id, count] of counted) views.counts.set(id, (views.counts.get(id) ?? 0) + count)
    throw error
  }
}
