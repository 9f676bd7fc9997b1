/** Every run in a row: how it stands, what came out, when. On a phone each row becomes a card of lines. */
import { Checkbox } from '@mantine/core'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { between, duration } from '@/components/format/duration'
import { counted, NO_INTERVAL, NO_INTERVAL_WORDS, percent, percentFigure } from '@/components/format/figures'
import { LocalTime } from '@/components/format/local-time'
import { ReviewBadge } from '@/components/reviews/review-badge'
import { strategyLooks } from '@/components/theme/strategy-looks'
import { DotWhisker, whiskerStart } from '@/components/ui/dot-whisker'
import { QualityBadge, StatusBadge, VerdictBadge } from '@/components/ui/state-badge'
import { StrategyName } from '@/components/ui/strategy-name'
import type { Estimate } from '@/lib/core/summary/interval'
import type { RunListItem } from '@/lib/core/summary/report'
import type { ChosenRuns } from './chosen-runs'
import { RunLabels } from './run-labels'
import styles from './runs.module.css'

/** Strategies shown per row; the run's page has all. */
const SHOWN = 4

export function RunList({
  runs,
  chosen,
}: {
  runs: readonly RunListItem[]
  /** Where runs can be checked to be compared. */
  chosen?: ChosenRuns
}) {
  // One scale for all rows: the same place means the same rate in every run.
  const from = whiskerStart(runs.flatMap((run) => run.successRates))
  return (
    <>
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
          <RunRow
            key={run.id}
            run={run}
            from={from}
            choice={chosen && <Choice run={run} chosen={chosen} />}
          />
        ))}
      </ul>
    </>
  )
}

function RunRow({ run, from, choice }: { run: RunListItem; from: number; choice?: ReactNode }) {
  const took = between(run.startedAt, run.finishedAt)
  return (
    <li className={styles.row}>
      <div className={choice === undefined ? undefined : styles.withChoice}>
        {choice}
        <Link href={`/runs/${run.id}`} className={styles.name}>
          <span className={styles.number}>{run.number}</span> {run.name}
        </Link>
        <p className={styles.when}>
          <LocalTime iso={run.startedAt ?? run.createdAt} relative />
          {took === null ? '' : ` · took ${duration(took)}`}
          {` · ${run.finishedTrials} of ${counted(run.totalTrials, 'trial')}`}
        </p>
        <RunLabels version={run.version} tags={run.tags} />
        {run.error ? <p className={styles.error}>{run.error}</p> : null}
      </div>
      <div className={styles.badges}>
        <StatusBadge status={run.status} />
        <VerdictBadge verdict={run.verdict} />
        <QualityBadge quality={run.quality} />
        <ReviewBadge state={run.review} />
      </div>
      <Rates run={run} from={from} />
    </li>
  )
}

/** Greyed out where nothing was measured, and where no more can be compared at once. */
function Choice({
  run: { number, name, finishedTrials },
  chosen: { numbers, isFull, toggle },
}: {
  run: RunListItem
  chosen: ChosenRuns
}) {
  const isChosen = numbers.includes(number)
  return (
    <Checkbox
      className={styles.choice}
      aria-label={`Compare run ${number}, ${name}`}
      checked={isChosen}
      disabled={!isChosen && (isFull || finishedTrials === 0)}
      onChange={() => toggle(number)}
    />
  )
}

/** A dash where nothing was measured yet; where something was and carries no interval, that is what is said. */
function Rate({ rate, measured }: { rate: Estimate | null; measured: boolean }) {
  if (rate === null && measured)
    return (
      <span className={styles.noRate} title={NO_INTERVAL_WORDS}>
        {NO_INTERVAL}
      </span>
    )
  return <span>{percent(rate?.value ?? null)}</span>
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
            <Rate rate={rate} measured={run.finishedAt !== null && run.finishedTrials > 0} />
          </li>
        )
      })}
      {looks.length > SHOWN ? <li className={styles.more}>and {looks.length - SHOWN} more</li> : null}
    </ul>
  )
}
