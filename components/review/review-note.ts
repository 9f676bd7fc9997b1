/** What a review comes to, in a sign: it stands beside the title of its part. */
import type { Review } from '@/lib/core/review/review'

/** What is beside the title of the part, and in which tone: null = nothing to tell. */
export function reviewNote(
  review: Pick<Review, 'state' | 'openThreads'> | undefined,
): { note: string; tone: 'good' | 'bad' | 'unsure' | 'calm' } | null {
  if (!review) return null
  const { state, openThreads } = review
  const open = openThreads > 0 ? ` ${openThreads}` : ''
  if (state === 'approved') return { note: `✓${open}`, tone: 'good' }
  if (state === 'changes-requested') return { note: `✕${open}`, tone: 'bad' }
  if (openThreads > 0) return { note: String(openThreads), tone: 'unsure' }
  return state === 'open' ? { note: '…', tone: 'unsure' } : null
}
