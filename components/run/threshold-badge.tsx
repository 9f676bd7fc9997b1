/** How many thresholds a strategy has held. */
import { Badge } from '@/components/ui/state-badge'
import type { StrategyVerdict, Verdict } from '@/lib/core/summary/verdict'

export const VERDICT_LOOKS = {
  pass: { tone: 'good', sign: '✓' },
  fail: { tone: 'bad', sign: '✕' },
  inconclusive: { tone: 'unsure', sign: '?' },
} as const satisfies Record<Verdict, unknown>

/** "✓ 2 of 2"; a dash where no threshold concerns the strategy. */
export function ThresholdBadge({ verdict }: { verdict: StrategyVerdict | undefined }) {
  if (!verdict?.verdict) return '–'
  const held = verdict.results.filter((result) => result.verdict === 'pass').length
  return <Badge {...VERDICT_LOOKS[verdict.verdict]}>{`${held} of ${verdict.results.length}`}</Badge>
}
