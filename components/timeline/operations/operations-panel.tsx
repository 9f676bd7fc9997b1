'use client'

/** Every operation of a trial on the axis of its timeline: which are shown, what one of them is, and the way to its waterfall. */
import { Button, Skeleton } from '@mantine/core'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useOperationColumns } from '@/components/data/operation-queries'
import { count, counted } from '@/components/format/figures'
import { MissingAttempts } from '@/components/run/damage-notice'
import { OperationFilters } from '@/components/run/operations/operation-filters'
import { useOperationsView } from '@/components/run/operations/operations-view'
import { SaveMenu } from '@/components/save/save-menu'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { ErrorNotice } from '@/components/ui/error-notice'
import { StrategyName } from '@/components/ui/strategy-name'
import type { OperationColumns } from '@/lib/core/trace/operation-columns'
import { operationsCsv, operationsCsvTitle } from './operations-csv'
import { CloseUp } from './close-up'
import { markWords, type MarkedOperation } from './mark-words'
import { useOpenAttempts } from './open-attempts'
import charts from '@/components/run/trial-series.module.css'
import styles from './operations-chart.module.css'
import ui from '@/components/ui/ui.module.css'

interface Input {
  runId: string
  /** Index from 0. */
  trial: number
  looks: readonly StrategyLook[]
}

export function OperationsPanel(input: Input) {
  const { data, error } = useOperationColumns(input.runId, input.trial)
  return (
    <section className={charts.chart} data-chart aria-label="Operations">
      <div className={charts.title}>
        <strong>Operations</strong>
        <span className={ui.secondary}>
          latency in ms, each at its intended start; zoom in for its attempts
        </span>
      </div>
      <ErrorNotice error={error} />
      {data ? <MissingAttempts damaged={data.damaged} /> : null}
      {data && data.total > 0 ? <Operations {...input} columns={data} /> : null}
      {data?.total === 0 ? <p className={ui.secondary}>No operation of this trial has ended.</p> : null}
      {data || error ? null : <Skeleton className={styles.waiting} />}
    </section>
  )
}

function Operations({ runId, trial, looks, columns }: Input & { columns: OperationColumns }) {
  const [{ ops: filter, opsArm: arm }] = useOperationsView(looks.length)
  const wanted = useMemo(() => ({ filter, arm }), [filter, arm])
  const [marked, setMarked] = useState<MarkedOperation | null>(null)
  const drawn = useRef<HTMLDivElement>(null)
  const open = useOpenAttempts(trial)
  // The pointer moves often, and mostly from a mark to the same one.
  const mark = useCallback(
    (next: MarkedOperation | null) => setMarked((now) => (isSame(now, next) ? now : next)),
    [],
  )
  const look = marked ? looks[marked.arm] : undefined
  return (
    <>
      <div className={styles.controls}>
        <OperationFilters
          looks={looks}
          names={{ which: 'Which operations are drawn', whose: 'Strategy whose operations are drawn' }}
        />
        <Button size="compact-xs" variant="subtle" data-numbers onClick={() => open(null)}>
          These as a table
        </Button>
        <SaveMenu
          title={`Operations of trial ${trial + 1}`}
          csvTitle={operationsCsvTitle(columns, trial)}
          picture={() => [drawn.current]}
          csv={() => Promise.resolve(operationsCsv(columns, wanted, looks))}
        />
      </div>
      <div ref={drawn}>
        <CloseUp
          {...{ runId, trial, columns, wanted, looks, marked }}
          onMark={mark}
          onOpen={({ arm: whose, operation }) => open({ arm: whose, operation })}
        />
      </div>
      <div className={styles.marking}>
        {marked && look ? (
          <>
            <StrategyName look={look} />
            <span>{markWords(marked)}</span>
          </>
        ) : (
          <span className={ui.secondary}>
            {columns.startUs.length < columns.total
              ? `An even sample of ${count(columns.startUs.length)} of ${count(columns.total)}; zoomed in far, all of them. `
              : `${counted(columns.total, 'operation')}. `}
            Point at one to read it.
          </span>
        )}
      </div>
    </>
  )
}

function isSame(a: MarkedOperation | null, b: MarkedOperation | null): boolean {
  return a === b || (a?.arm === b?.arm && a?.operation === b?.operation)
}
