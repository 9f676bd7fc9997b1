/** What receipts say, as labels. */
import { count, counted } from '@/components/format/figures'
import { Badge } from '@/components/ui/state-badge'
import { countReceipts, type ReceiptVerdict } from '@/lib/core/fault/receipt-verdict'
import type { TrialReport } from '@/lib/core/summary/report'

const LOOKS = {
  within: { tone: 'good', sign: '✓' },
  beyond: { tone: 'bad', sign: '✕' },
  unknown: { tone: 'unsure', sign: '?' },
} as const satisfies Record<ReceiptVerdict, unknown>

export function ReceiptBadge({ verdict }: { verdict: ReceiptVerdict }) {
  return <Badge {...LOOKS[verdict]}>{verdict}</Badge>
}

/** Whether the faults of a whole run were what was asked for; nothing before the first receipt. */
export function ReceiptsBadge({ trials }: { trials: readonly Pick<TrialReport, 'receipt'>[] }) {
  const { within, beyond, all } = countReceipts(trials)
  if (all === 0) return null
  const isSound = within === all
  return (
    <Badge tone={isSound ? 'good' : 'unsure'} sign={isSound ? '✓' : beyond > 0 ? '!' : '?'}>
      {`${count(within)} of ${counted(all, 'receipt')} within tolerance`}
    </Badge>
  )
}
