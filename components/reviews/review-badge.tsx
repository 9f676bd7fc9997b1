/** How a review stands: always a sign beside the colour. */
import { Badge } from '@/components/ui/state-badge'
import type { ReviewState } from '@/lib/core/review/review'

const STATES = {
  none: null,
  open: { tone: 'accent', sign: '○', words: 'in review' },
  'changes-requested': { tone: 'bad', sign: '✕', words: 'changes requested' },
  approved: { tone: 'good', sign: '✓', words: 'approved' },
} as const satisfies Record<ReviewState, unknown>

/** Nothing while nobody reviews. */
export function ReviewBadge({
  state,
  nobody = false,
}: {
  state: ReviewState | null
  /** Nobody was asked, and nobody has decided: only comments are open. */
  nobody?: boolean
}) {
  const look = state && STATES[state]
  if (!look) return null
  const { words, ...rest } = look
  return <Badge {...rest}>{nobody && state === 'open' ? 'open comments' : words}</Badge>
}
