'use client'

/** Delays before retries against the law of each strategy, and the three parts of their deviation as distributions. */
import { Skeleton } from '@mantine/core'
import { memo, useEffect, useRef, useState } from 'react'
import { count, counted } from '@/components/format/figures'
import { SaveMenu } from '@/components/save/save-menu'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { useListedInAddress } from '@/components/ui/listed-in-address'
import { Panel } from '@/components/ui/panel'
import { Explain } from '@/components/words/explain'
import { StrategyName } from '@/components/ui/strategy-name'
import type { ExperimentSpec } from '@/lib/core/experiment/spec'
import { builtInCatalogue } from '@/lib/core/strategy/catalogue'
import { delayLawOf, DRAWN_SEQUENCES, type DelayLaw } from '@/lib/core/strategy/delay-law'
import type { StrategyFigures } from '@/lib/core/summary/report'
import { BACKOFF_PARTS, backoffParts, everWaits } from './backoff-data'
import { Numbers, type NumbersTable } from './chart-panel'
import { DELAY_COLUMNS, delayCells } from '@/lib/core/words/delay-words'
import { delayNumbers, MOST_RETRIES, type DelayNumbers } from '@/lib/core/summary/delay-figures'
import { drawDelays } from './delay-data'
import { DelayDrawingSvg } from './delay-drawing'
import type { ChartInput } from './run-charts'
import { ShapeDrawing } from './shape-drawing'
import { NumbersSwitch } from './numbers-switch'
import charts from './charts.module.css'
import styles from './delays.module.css'

export const DelaysPanel = memo(function DelaysPanel({ report, looks, arms, dimmed }: ChartInput) {
  const [asTable, setAsTable] = useListedInAddress('numbers', 'delays')
  const words = useRef<HTMLDivElement>(null)
  const drawn = useRef<HTMLUListElement>(null)
  const laws = useLaws(report.spec.strategies)
  const waiting = report.spec.strategies.flatMap((choice, arm) => (everWaits(choice) ? [arm] : []))
  const measured = waiting.some((arm) => (arms[arm]?.backoff.timerErrorMs?.count ?? 0) > 0)
  return (
    <Panel
      title="Delays before retries"
      explain={<Explain of="delays" />}
      isChart
      note="law, drawn and waited"
      side={
        <>
          <NumbersSwitch on={asTable} onChange={setAsTable} of="the delays" disabled={laws === null} />
          {measured && laws ? (
            <SaveMenu
              title="Delays before retries"
              isDrawn={!asTable}
              picture={() => [words.current, drawn.current]}
              csv={async () => (await import('./chart-csv')).delaysCsv(numbersOf(laws, looks, arms, waiting))}
            />
          ) : null}
        </>
      }
    >
      <div ref={words} className={charts.explanation}>
        Band: from the shortest to the longest delay that the strategy may draw, darker from P5 to P95; thick
        line: its median (of {DRAWN_SEQUENCES} sequences drawn by its own code); dotted: nominal. Each mark is
        a drawn delay, the red stalk what the timer added (cut at the top). Right: jitter (drawn − nominal),
        timer error (actual − drawn) and total (|actual − nominal|) as distributions, with P5, P50, P95 and
        {' 95\u00a0% '}intervals; the outermost bars hold all beyond them; “no interval”: too few seconds were
        measured, or too few waits.
        {report.spec.target.kind === 'http'
          ? ' A delay that Retry-After asked for may lie above the band: it is nominal then.'
          : ''}
      </div>
      {!measured ? (
        <p className={`${charts.emptyChart} ${styles.empty}`}>
          No retry has been measured here yet: nothing failed, or no strategy retries.
        </p>
      ) : asTable && laws ? (
        <Numbers title="Delays before retries" table={tableOf(laws, looks, arms, waiting)} />
      ) : (
        <ul ref={drawn} className={styles.rows}>
          {waiting.map((arm) => {
            const look = looks[arm]
            return look ? (
              <Row
                key={look.label}
                look={look}
                figures={arms[arm] ?? null}
                law={laws?.[arm] ?? null}
                faint={dimmed(arm)}
              />
            ) : null
          })}
        </ul>
      )}
    </Panel>
  )
})

function Row({
  look,
  figures,
  law,
  faint,
}: {
  look: StrategyLook
  figures: StrategyFigures | null
  law: DelayLaw | null
  faint: boolean
}) {
  const points = figures?.backoff.points ?? []
  const drawing = law && drawDelays(law, points)
  const retries = figures?.backoff.timerErrorMs?.count ?? 0
  return (
    <li className={styles.row} data-faint={faint || undefined}>
      <div className={styles.rowHead}>
        <StrategyName look={look} />
        <span className={styles.rowNote}>
          {points.length === retries
            ? counted(retries, 'retry', 'retries')
            : `an even sample of ${count(points.length)} of ${counted(retries, 'retry', 'retries')}`}
          {drawing && drawing.later > 0
            ? `; ${count(drawing.later)} of them after the ${MOST_RETRIES}th, not drawn`
            : ''}
          {law?.note ? `. ${law.note}` : ''}
        </span>
      </div>
      {drawing ? (
        <DelayDrawingSvg
          drawing={drawing}
          look={look}
          words={`Delays of ${look.label} by retry over what its law allows; the table has the figures`}
        />
      ) : (
        <div className={styles.waiting}>
          <Skeleton h="100%" />
        </div>
      )}
      {BACKOFF_PARTS.map((part) => (
        <ShapeDrawing
          key={part}
          title={backoffParts[part].title}
          unit={backoffParts[part].unit}
          quantiles={figures ? backoffParts[part].quantiles(figures) : null}
          look={look}
        />
      ))}
    </li>
  )
}

/** Drawn after the first paint: it takes some tenths of a second. Null until then. */
function useLaws(strategies: ExperimentSpec['strategies']): DelayLaw[] | null {
  const [laws, setLaws] = useState<{ of: string; laws: DelayLaw[] } | null>(null)
  // A run under way is read again and again; its spec stays as it is.
  const key = JSON.stringify(strategies)
  useEffect(() => {
    let isWanted = true
    const choices = JSON.parse(key) as ExperimentSpec['strategies']
    void Promise.all(
      choices.map(({ use, params }) => delayLawOf(builtInCatalogue.find(use), params, MOST_RETRIES)),
    ).then((drawn) => {
      if (isWanted) setLaws({ of: key, laws: drawn })
    })
    return () => {
      isWanted = false
    }
  }, [key])
  return laws?.of === key ? laws.laws : null
}

/** Per strategy that waits and is known. */
function numbersOf(
  laws: readonly DelayLaw[],
  looks: readonly StrategyLook[],
  arms: readonly (StrategyFigures | null)[],
  waiting: readonly number[],
): { look: StrategyLook; label: string; numbers: DelayNumbers[] }[] {
  return waiting.flatMap((arm) => {
    const [look, law] = [looks[arm], laws[arm]]
    if (!look || !law) return []
    return { look, label: look.label, numbers: delayNumbers(law, arms[arm]?.backoff.points ?? []) }
  })
}

function tableOf(
  laws: readonly DelayLaw[],
  looks: readonly StrategyLook[],
  arms: readonly (StrategyFigures | null)[],
  waiting: readonly number[],
): NumbersTable {
  return {
    head: ['Strategy', 'retry', ...DELAY_COLUMNS],
    rows: numbersOf(laws, looks, arms, waiting).flatMap(({ look, numbers }) =>
      numbers.map((row) => ({
        key: `${look.label}/${row.retry}`,
        name: row.retry === 1 ? <StrategyName look={look} /> : '',
        figures: [String(row.retry), ...delayCells(row)],
      })),
    ),
  }
}
