/** How a review stands, for lists: read without comments or anything that was measured. */
import { z } from 'zod'
import { reviewState, VERDICTS, type ReviewState } from '@/lib/core/review/review'
import type { Prisma } from './generated/client'
import type { Deciders } from './read-deciders'
import { readStored } from './stored-json'

/** What of a review decides on its state. */
export const STANDING = {
  select: {
    endOfRun: true,
    contentHash: true,
    reviewers: { select: { accountId: true, name: true, askedAt: true, verdict: true, contentHash: true } },
    _count: { select: { threads: { where: { resolvedAt: null } } } },
  },
} satisfies Prisma.ReviewDefaultArgs

/**
 * Null where nobody reviews. Decisions count as long as the run has not ended anew since the last of them.
 * @param end which end of the run there is now (run-content.ts)
 */
export function stateOf(
  { endOfRun, contentHash, reviewers, _count }: Prisma.ReviewGetPayload<typeof STANDING>,
  end: string | null,
  deciders: Deciders,
): ReviewState | null {
  const content = end !== null && end === endOfRun ? contentHash : null
  const standings = reviewers.map(({ accountId, name, askedAt, verdict: stored, contentHash: decidedOn }) => {
    const verdict = readStored(z.enum(VERDICTS).nullable(), stored, `A decision of ${name}`)
    return {
      askedAt: askedAt?.toISOString() ?? null,
      deciding: deciders(accountId),
      decision: verdict && { verdict, current: content !== null && decidedOn === content },
    }
  })
  const state = reviewState(standings, _count.threads)
  return state === 'none' ? null : state
}
