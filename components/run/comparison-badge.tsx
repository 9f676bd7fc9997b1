/** What a difference says, as sign and words on their colour. */
import { Badge } from '@/components/ui/state-badge'
import type { ComparisonVerdict } from '@/lib/core/comparison/compare-runs'
import { verdictLook } from './against-words'

export function ComparisonBadge({ comparison }: { comparison: { verdict: ComparisonVerdict } }) {
  const { tone, sign, words } = verdictLook(comparison)
  return (
    <Badge tone={tone} sign={sign}>
      {words}
    </Badge>
  )
}
