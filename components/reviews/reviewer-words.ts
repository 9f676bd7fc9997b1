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

/** "approved", "requested changes of an earlier content", "asked by Ada". */
export function reviewerWords({ decision, askedAt, askedBy }: ReviewerState): ReviewerWords {
  if (!decision) return { sign: '○', words: `asked by ${askedBy ?? 'somebody'}`, at: askedAt, tone: 'calm' }
  const { sign, words } = DECIDED[decision.verdict]
  if (!decision.current)
    return {
      ...{ sign: '–', at: decision.at, tone: 'calm' },
      words:
        decision.verdict === 'approve' ? `${words} an earlier content` : `${words} of an earlier content`,
    }
  return { sign, words, at: decision.at, tone: decision.verdict === 'approve' ? 'good' : 'bad' }
}
