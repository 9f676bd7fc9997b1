/** What really happened, by the target's own history: effects that came twice, and acknowledged ones that are missing. */
import { count } from '@/components/format/figures'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { Panel } from '@/components/ui/panel'
import { Badge } from '@/components/ui/state-badge'
import { StrategyName } from '@/components/ui/strategy-name'
import { checkers } from '@/lib/core/checker/registry'
import type { CheckFigures, RunReport } from '@/lib/core/summary/report'
import styles from './run.module.css'
import ui from '@/components/ui/ui.module.css'

const LOOKS = {
  valid: { tone: 'good', sign: '✓' },
  invalid: { tone: 'bad', sign: '✕' },
  unknown: { tone: 'calm', sign: '?' },
} as const

export function ConsistencyPanel({ report, looks }: { report: RunReport; looks: readonly StrategyLook[] }) {
  if (report.arms.every(({ checks }) => checks.length === 0)) return null
  const all = Object.values(checkers)
  return (
    <Panel title="Consistency" note="every write of every trial, read back from the target’s own history">
      <div className={ui.tableScroll} tabIndex={0} role="region" aria-label="Table of consistency">
        <table className={`${ui.table} ${styles.asList}`}>
          <thead>
            <tr>
              <th scope="col">Strategy</th>
              {all.map(({ name, title, description }) => (
                <th key={name} scope="col" title={description}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {report.arms.map(({ checks }, arm) => {
              const look = looks[arm]
              return look ? (
                <tr key={look.label}>
                  <th scope="row">
                    <StrategyName look={look} />
                  </th>
                  {all.map(({ name, title }) => (
                    <td key={name} data-label={title}>
                      <CheckCell check={checks.find(({ checker }) => checker === name)} />
                    </td>
                  ))}
                </tr>
              ) : null
            })}
          </tbody>
        </table>
      </div>
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
