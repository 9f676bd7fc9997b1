/** What really happened, by the target's own history and a last read of it: what came twice, is missing, or was read wrongly. */
import { checkers } from '@/lib/core/checker/registry'
import { workloads } from '@/lib/core/workload/registry'
import { checkerWords } from '@/lib/core/words/checker-words'
import { count, counted } from '@/components/format/figures'
import type { ShownFigures } from '@/components/heat-map/shown-figures'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { Badge } from '@/components/ui/state-badge'
import type { Checker } from '@/lib/core/checker/checker'
import type { CheckFigures, RunReport, StrategyFigures } from '@/lib/core/summary/report'
import { FiguresPanel } from './figures-panel'
import { strategyRows, StrategyTable, type StrategyColumn } from './strategy-table'
import styles from './run.module.css'

const LOOKS = {
  valid: { tone: 'good', sign: '✓' },
  invalid: { tone: 'bad', sign: '✕' },
  unknown: { tone: 'calm', sign: '?' },
} as const

type Column = StrategyColumn<{ look: StrategyLook; arm: StrategyFigures }>

/** Of the checkers that have looked: a run of another workload, or of an earlier version, has fewer. */
function columnsOf(arms: readonly StrategyFigures[]): Column[] {
  const looked = new Set(arms.flatMap(({ checks }) => checks.map(({ checker }) => checker)))
  return Object.values<Checker>(checkers)
    .filter(({ name }) => looked.has(name))
    .map((checker) => ({
      title: checker.title,
      explain: checkerWords(checker),
      cell: ({ arm }) => (
        <CheckCell check={arm.checks.find((check) => check.checker === checker.name)} of={checker.of} />
      ),
    }))
}

export function ConsistencyPanel({
  report,
  looks,
  shown,
}: {
  report: RunReport
  looks: readonly StrategyLook[]
  shown: ShownFigures
}) {
  const columns = columnsOf(report.arms)
  if (columns.length === 0) return null
  const { title, shows } = workloads[report.spec.workload.kind]
  return (
    <FiguresPanel
      shown={shown}
      title="Consistency"
      explain="consistency"
      note="every write of every trial, read back from the target’s own history"
    >
      <p className={styles.about}>
        {title} show {shows}.
        {report.arms.some(hidesDuplicates)
          ? ' A counter’s drift can be smaller than the duplicate effects of its increments: an increment in doubt may have counted or not, and where it has not, its place is taken by a duplicate. Drift is what no increment in doubt explains.'
          : ''}
      </p>
      <StrategyTable label="Table of consistency" rows={strategyRows(shown.arms, looks)} columns={columns} />
    </FiguresPanel>
  )
}

/** Increments in doubt that did not count make up for others that counted twice. */
function hidesDuplicates({ checks }: StrategyFigures): boolean {
  const countOf = (name: string) => checks.find(({ checker }) => checker === name)?.count
  const [duplicates, drift] = [
    countOf(checkers['duplicate-effects'].name),
    countOf(checkers['counter-drift'].name),
  ]
  return duplicates !== undefined && drift !== undefined && drift < duplicates
}

/** "✓ 0 in 312 reads"; the first case where there is one. @param of what was looked through */
function CheckCell({ check, of }: { check: CheckFigures | undefined; of: string }) {
  if (!check) return '–'
  const { verdict, count: found, outOf, examples, judgedTrials, trials } = check
  return (
    <span>
      {/* Nothing to look through is no success. */}
      {verdict === 'valid' && outOf === 0 ? (
        '–'
      ) : (
        <Badge {...LOOKS[verdict]}>{verdict === 'unknown' ? 'unknown' : count(found)}</Badge>
      )}{' '}
      <span className={styles.soft}>
        {verdict === 'unknown'
          ? (examples[0] ?? 'nothing tells it')
          : outOf === 0
            ? `there were no ${of}`
            : `in ${counted(outOf, of.replace(/s\b/, ''), of)}`}
        {verdict === 'invalid' && examples[0] ? `: ${examples[0]}` : ''}
        {judgedTrials < trials && verdict !== 'unknown'
          ? `, ${counted(trials - judgedTrials, 'trial')} not judged`
          : ''}
      </span>
    </span>
  )
}
