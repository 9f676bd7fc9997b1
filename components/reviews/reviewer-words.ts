/** What a reviewer has done, in words. */
import type { ReviewerState } from '@/lib/core/review/review'

const DECIDED = {
  approve: { sign: '✓', words: 'approved' },
  'request-changes': { sign: '✕', words: 'requested changes' },
} as const

export interface ReviewerWords {
  sign: string
  /** After the name. */
  words: string
  /** When that was. */
  at: string | null
  tone: 'good' | 'bad' | 'calm'
}

const NO_LONGER = { viewer: 'is a viewer now', gone: 'has left' } as const

/** Why what somebody has decided, or was asked, counts no longer; null = they may decide. */
export function whyNoLonger({ deciding, accountId }: ReviewerState): string | null {
  if (deciding === 'may') return null
  return accountId === null ? 'decided before there were accounts' : NO_LONGER[deciding]
}

/** "approved", "requested changes of an earlier content", "asked by Ada". */
export function reviewerWords(reviewer: ReviewerState): ReviewerWords {
  const { decision, askedAt, askedBy } = reviewer
  if (!decision) return { sign: '○', words: `asked by ${askedBy ?? 'somebody'}`, at: askedAt, tone: 'calm' }
  const { sign, words } = DECIDED[decision.verdict]
  if (!decision.current)
    return {
      ...{ sign: '–', at: decision.at, tone: 'calm' },
      words:
        decision.verdict === 'approve' ? `${words} an earlier content` : `${words} of an earlier content`,
    }
  const why = whyNoLonger(reviewer)
  if (why !== null)
    return { sign: '–', words: `${words}, which no longer counts: ${why}`, at: decision.at, tone: 'calm' }
  return { sign, words, at: decision.at, tone: decision.verdict === 'approve' ? 'good' : 'bad' }
}
