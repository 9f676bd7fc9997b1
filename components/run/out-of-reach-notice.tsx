import { Notice } from '@/components/ui/notice'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { outOfReach } from '@/lib/core/experiment/out-of-reach'
import type { RunReport } from '@/lib/core/summary/report'

/** Strategies that a fault passed by had it easier: their figures do not stand beside the others'. */
export function OutOfReachNotice({
  report,
  looks,
}: {
  report: Pick<RunReport, 'spec'>
  looks: readonly StrategyLook[]
}) {
  const rows = outOfReach(report.spec)
  if (rows.length === 0) return null
  return (
    <Notice
      tone="unsure"
      title="Not every fault reaches every strategy: do not compare these with the others"
    >
      <ul>
        {rows.map(({ arm, fault, title, reason }) => (
          <li key={`${arm} ${fault}`}>
            {looks[arm]?.label}: {title}. {reason}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
