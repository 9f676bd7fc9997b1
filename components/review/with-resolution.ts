/** A review as it will be once the server has taken that a thread is settled, or open again. */
import type { Review } from '@/lib/core/review/review'

/** @param at ISO 8601; who resolved it is told by the server’s answer, until then it is “you” */
export function withResolution(review: Review, threadId: string, resolved: boolean, at: string): Review {
  const threads = review.threads.map((thread) =>
    thread.id === threadId ? { ...thread, resolved: resolved ? { by: 'you', at } : null } : thread,
  )
  return { ...review, threads, openThreads: threads.filter((one) => one.resolved === null).length }
}
