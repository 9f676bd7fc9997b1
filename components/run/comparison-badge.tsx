/** What a difference says, as sign and words on their colour. */
import { Badge } from '@/components/ui/state-badge'
import { verdictLook, type ComparedVerdict } from '@/lib/core/comparison/verdict-look'

export function ComparisonBadge({ comparison }: { comparison: ComparedVerdict }) {
  const { tone, sign, words } = verdictLook(comparison)
  return (
    <Badge tone={tone} sign={sign}>
      {words}
    </Badge>
  )
}
