/** Whether the faults were what was asked for, in one label; nothing before the first receipt. */
import { Badge } from '@/components/ui/state-badge'
import { countReceipts } from '@/lib/core/fault/receipt-verdict'
import type { TrialReport } from '@/lib/core/summary/report'

export function ReceiptBadge({ trials }: { trials: readonly Pick<TrialReport, 'receipt'>[] }) {
  const { within, beyond, all } = countReceipts(trials)
  if (all === 0) return null
  const isSound = within === all
  return (
    <Badge tone={isSound ? 'good' : 'unsure'} sign={isSound ? '✓' : beyond > 0 ? '!' : '?'}>
      {`${within} of ${all} receipts`}
    </Badge>
  )
}
