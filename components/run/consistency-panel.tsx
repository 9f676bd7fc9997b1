/** What really happened, by the target's own history: effects that came twice, and acknowledged ones that are missing. */
import { count } from '@/components/format/figures'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { Panel } from '@/components/ui/panel'
import { Badge } from '@/components/ui/state-badge'
import { checkers } from '@/lib/core/checker/registry'
import type { CheckFigures, RunReport, StrategyFigures } from '@/lib/core/summary/report'
import { strategyRows, StrategyTable, type StrategyColumn } from './strategy-table'
import styles from './run.module.css'

const LOOKS = {
  valid: { tone: 'good', sign: '✓' },
  invalid: { tone: 'bad', sign: '✕' },
  unknown: { tone: 'calm', sign: '?' },
} as const

const COLUMNS: readonly StrategyColumn<{ look: StrategyLook; arm: StrategyFigures }>[] = Object.values(
  checkers,
).map(({ name, title, description }) => ({
  title,
  description,
  cell: ({ arm }) => <CheckCell check={arm.checks.find(({ checker }) => checker === name)} />,
}))

export function ConsistencyPanel({ report, looks }: { report: RunReport; looks: readonly StrategyLook[] }) {
  if (report.arms.every(({ checks }) => checks.length === 0)) return null
  return (
    <Panel title="Consistency" note="every write of every trial, read back from the target’s own history">
      <StrategyTable label="Table of consistency" rows={strategyRows(report.arms, looks)} columns={COLUMNS} />
    </Panel>
  )
}

function CheckCell({ check }: { check: CheckFigures | undefined }) {
  if (!check) return '–'
  const { verdict, count: found, outOf, examples, judgedTrials, trials } = check
  return (
    <span>
      <Badge {...LOOKS[verdict]}>{verdict === 'unknown' ? 'unknown' : count(found)}</Badge>{' '}
      <span className={styles.soft}>
        {verdict === 'unknown' ? (examples[0] ?? '') : `in ${count(outOf)}`}
        {verdict === 'invalid' && examples[0] ? `: ${examples[0]}` : ''}
        {judgedTrials < trials && verdict !== 'unknown' ? `, ${trials - judgedTrials} trials not judged` : ''}
      </span>
    </span>
  )
}
