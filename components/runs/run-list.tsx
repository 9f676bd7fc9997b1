/** Every run in a row: how it stands, what came out, when. On a phone each row becomes a card of lines. */
import Link from 'next/link'
import { between, duration } from '@/components/format/duration'
import { counted, percent, percentFigure } from '@/components/format/figures'
import { LocalTime } from '@/components/format/local-time'
import { strategyLooks } from '@/components/theme/strategy-looks'
import { DotWhisker, whiskerStart } from '@/components/ui/dot-whisker'
import { Panel } from '@/components/ui/panel'
import { QualityBadge, StatusBadge, VerdictBadge } from '@/components/ui/state-badge'
import { StrategyName } from '@/components/ui/strategy-name'
import type { RunListItem } from '@/lib/core/summary/report'
import styles from './runs.module.css'

/** Strategies shown per row; the run's page has all. */
const SHOWN = 4

export function RunList({ runs }: { runs: readonly RunListItem[] }) {
  if (runs.length === 0) return null
  // One scale for all rows: the same place means the same rate in every run.
  const from = whiskerStart(runs.flatMap((run) => run.successRates))
  return (
    <Panel title="All runs" note={runs.length >= 100 ? 'the newest 100' : undefined}>
      <div className={styles.head} aria-hidden="true">
        <span className={styles.headRates}>
          <span>Success rate</span>
          <span className={styles.scale}>
            <span>{percentFigure(from, 0)} %</span>
            <span>100 %</span>
          </span>
        </span>
      </div>
      <ul className={styles.list}>
        {runs.map((run) => (
          <RunRow key={run.id} run={run} from={from} />
        ))}
      </ul>
    </Panel>
  )
}

function RunRow({ run, from }: { run: RunListItem; from: number }) {
  const took = between(run.startedAt, run.finishedAt)
  return (
    <li className={styles.row}>
      <div>
        <Link href={`/runs/${run.id}`} className={styles.name}>
          <span className={styles.number}>{run.number}</span> {run.name}
        </Link>
        <p className={styles.when}>
          <LocalTime iso={run.startedAt ?? run.createdAt} relative />
          {took === null ? '' : ` · took ${duration(took)}`}
          {` · ${run.finishedTrials} of ${counted(run.totalTrials, 'trial')}`}
        </p>
        {run.error ? <p className={styles.error}>{run.error}</p> : null}
      </div>
      <div className={styles.badges}>
        <StatusBadge status={run.status} />
        <VerdictBadge verdict={run.verdict} />
        <QualityBadge quality={run.quality} />
      </div>
      <Rates run={run} from={from} />
    </li>
  )
}

function Rates({ run, from }: { run: RunListItem; from: number }) {
  const looks = strategyLooks(
    run.strategies.map((label, index) => ({ label, use: run.strategyUses[index] ?? label })),
  )
  return (
    <ul className={styles.miniRates} aria-label="Success rate per strategy">
      {looks.slice(0, SHOWN).map((look, index) => {
        const rate = run.successRates[index] ?? null
        return (
          <li key={look.label}>
            <StrategyName look={look} />
            <DotWhisker look={look} estimate={rate} from={from} />
            <span>{percent(rate?.value ?? null)}</span>
          </li>
        )
      })}
      {looks.length > SHOWN ? <li className={styles.more}>and {looks.length - SHOWN} more</li> : null}
    </ul>
  )
}
