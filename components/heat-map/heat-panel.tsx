'use client'

/** The heat map of a run with its choices; metric, columns and cell stand in the address of the page. */
import { NativeSelect } from '@mantine/core'
import dynamic from 'next/dynamic'
import { useCallback, useMemo, useRef, useState } from 'react'
import type { CellAddress } from '@/lib/core/runs/cell-address'
import { cellText } from '@/lib/core/runs/cell-address'
import { describeFaultPoint } from '@/lib/core/fault/fault-point'
import type { RunReport } from '@/lib/core/summary/report'
import { counted } from '@/components/format/figures'
import { CellTrials } from '@/components/run/tabs/cell-trials'
import { SaveMenu } from '@/components/save/save-menu'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { Panel } from '@/components/ui/panel'
import { Explain } from '@/components/words/explain'
import { cellWords } from './cell-words'
import { heatAxes, shortDimension, type HeatAxes, variedDimensions } from '@/lib/core/summary/heat-axes'
import { HeatLegend } from './heat-legend'
import { HeatMaps } from './heat-map'
import { HEAT_METRICS, heatMetrics, type HeatMetric } from './heat-scale'
import { useRunView } from './run-view-state'
import { useCellThreads } from './cell-threads'
import styles from './heat-map.module.css'

// Comes when a cell has been chosen.
const PlaceComments = dynamic(
  async () => (await import('@/components/review/place-comments')).PlaceComments,
  { ssr: false },
)

export function HeatPanel({ report, looks }: { report: RunReport; looks: readonly StrategyLook[] }) {
  const { metricName, across, cell, setMetric, setAcross, setCell } = useRunView(report)
  const [pointed, setPointed] = useState<CellAddress | null>(null)
  const maps = useRef<HTMLDivElement>(null)
  const legend = useRef<HTMLDivElement>(null)
  const metric = heatMetrics[metricName]
  const { matrix } = report.spec
  const axes = useMemo(() => heatAxes(report.points, across, matrix), [report.points, across, matrix])
  const choices = variedDimensions(report.points)
  const shown = pointed ?? cell
  const threads = useCellThreads(report.id)
  const onPoint = useCallback(
    (next: CellAddress | null) => setPointed((now) => (isSame(now, next) ? now : next)),
    [],
  )
  return (
    <Panel
      title={`${metric.title} over the fault matrix`}
      explain={<Explain of={metric.words} />}
      note={`${metric.explanation} ${axesWords(axes)}`}
      side={
        <>
          <NativeSelect
            aria-label="Metric"
            size="xs"
            value={metricName}
            onChange={(event) => setMetric(HEAT_METRICS.find((name) => name === event.currentTarget.value))}
            data={HEAT_METRICS.map((name) => ({ value: name, label: heatMetrics[name].title }))}
          />
          {choices.length > 1 ? (
            <NativeSelect
              aria-label="Columns"
              size="xs"
              value={across}
              onChange={(event) => setAcross(choices.find((name) => name === event.currentTarget.value))}
              data={choices.map((name) => ({
                value: name,
                label: `columns: ${shortDimension(name, report.spec.matrix.loss.mode)}`,
              }))}
            />
          ) : null}
          <SaveMenu
            title={`${metric.title} over the fault matrix`}
            note={axesWords(axes)}
            picture={() => [maps.current, legend.current]}
            csv={async () => (await import('./heat-csv')).heatCsv(report, metricName)}
          />
        </>
      }
    >
      <div className={styles.body}>
        <div ref={maps} className={styles.scroll}>
          <HeatMaps
            report={report}
            looks={looks}
            metric={metric}
            axes={axes}
            selected={cell}
            onPoint={onPoint}
            onSelect={setCell}
            threads={threads}
          />
        </div>
        <div className={styles.readout} data-of-cell={shown !== null || undefined}>
          <p aria-live="polite">
            {shown ? (
              <CellSentence {...{ report, looks, metric }} address={shown} />
            ) : (
              <>
                A cell pools {counted(report.spec.repetitions, 'repetition')}; choose one to narrow the tables
                and charts below to it.
              </>
            )}
          </p>
          {cell && isSame(shown, cell) ? <CellTrials report={report} pointIndex={cell.pointIndex} /> : null}
        </div>
        <div ref={legend}>
          <HeatLegend metric={metric} hasHoles={axes.hasHoles} hasThreads={threads.size > 0} />
        </div>
        {cell ? <PlaceComments report={report} place={{ on: 'cell', cell: cellText(cell) }} /> : null}
      </div>
    </Panel>
  )
}

/** "Rows: latency, ms. Columns: leader switches per minute. Everywhere: 30 % ack loss." */
function axesWords({ rowTitle, columnTitle, everywhere }: HeatAxes): string {
  return [
    ...(rowTitle === '' ? [] : [`Rows: ${rowTitle}.`]),
    `Columns: ${columnTitle}.`,
    ...(everywhere === '' ? [] : [`Everywhere: ${everywhere}.`]),
  ].join(' ')
}

function isSame(one: CellAddress | null, other: CellAddress | null): boolean {
  return one?.pointIndex === other?.pointIndex && one?.arm === other?.arm
}

/** Which cell it is, its figure, and what that rests on. */
function CellSentence({
  report,
  looks,
  metric,
  address,
}: {
  report: RunReport
  looks: readonly StrategyLook[]
  metric: HeatMetric
  address: CellAddress
}) {
  return (
    <>
      <strong>{looks[address.arm]?.label}</strong>, {pointWords(report, address)}:{' '}
      {cellWords(findCell(report, address), metric)}.
    </>
  )
}

function findCell(report: RunReport, { pointIndex, arm }: CellAddress) {
  return report.cells.find((cell) => cell.pointIndex === pointIndex && cell.arm === arm)
}

function pointWords(report: RunReport, { pointIndex }: CellAddress): string {
  const point = report.points[pointIndex]
  return point ? describeFaultPoint(point, report.spec.matrix.loss.mode) : ''
}
