/** What really happened, by the target's own history and a last read of it: what came twice, is missing, or was read wrongly. */
import { checkerWords } from '@/lib/core/words/checker-words'
import {
  checkersThatLooked,
  checkWords,
  CONSISTENCY_NOTE,
  consistencyWords,
  type CheckWords,
} from '@/lib/core/words/consistency-words'
import type { ShownFigures } from '@/components/heat-map/shown-figures'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { Badge } from '@/components/ui/state-badge'
import type { RunReport, StrategyFigures } from '@/lib/core/summary/report'
import { FiguresPanel } from './figures-panel'
import { strategyRows, StrategyTable, type StrategyColumn } from './strategy-table'
import styles from './run.module.css'

type Column = StrategyColumn<{ look: StrategyLook; arm: StrategyFigures }>

export function ConsistencyPanel({
  report,
  looks,
  shown,
}: {
  report: RunReport
  looks: readonly StrategyLook[]
  shown: ShownFigures
}) {
  const columns = checkersThatLooked(report.arms).map((checker): Column => ({
    title: checker.title,
    explain: checkerWords(checker),
    cell: ({ arm }) => <CheckCell words={checkWords(checker, arm)} />,
  }))
  if (columns.length === 0) return null
  return (
    <FiguresPanel shown={shown} title="Consistency" explain="consistency" note={CONSISTENCY_NOTE}>
      <p className={styles.about}>{consistencyWords(report)}</p>
      <StrategyTable label="Table of consistency" rows={strategyRows(shown.arms, looks)} columns={columns} />
    </FiguresPanel>
  )
}

/** "✓ 0 in 312 reads"; the first case where there is one. */
function CheckCell({ words }: { words: CheckWords | null }) {
  if (!words) return '–'
  const { look, found, rest } = words
  return (
    <span>
      {found === null ? '–' : <Badge {...look}>{found}</Badge>} <span className={styles.soft}>{rest}</span>
    </span>
  )
}
