/** Why attempts failed, and why operations ended without success: the error classes and stop reasons behind the rates. */
import { count } from '@/components/format/figures'
import type { ShownFigures } from '@/components/heat-map/shown-figures'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { Fold } from '@/components/ui/fold'
import { ERROR_CLASS_MEANING, type ErrorClass } from '@/lib/core/history/error-class'
import type { RunReport, StrategyFigures } from '@/lib/core/summary/report'
import { byFrequency, unsuccessfulStops } from './failure-words'
import { FiguresPanel } from './figures-panel'
import { strategyRows, StrategyTable } from './strategy-table'
import lists from './lists.module.css'
import ui from '@/components/ui/ui.module.css'

interface Row {
  look: StrategyLook
  errors: { name: string; count: number }[]
  stops: { name: string; count: number }[]
}

export function FailuresPanel({
  report,
  looks,
  shown,
}: {
  report: RunReport
  looks: readonly StrategyLook[]
  shown: ShownFigures
}) {
  // Where nothing failed in the whole run there is no panel; at a fault point without failures it stays where it is.
  if (failuresOf(report.arms, looks).length === 0) return null
  const rows = failuresOf(shown.arms, looks)
  return (
    <FiguresPanel
      shown={shown}
      title="What failed"
      note="attempts by error class, and operations that ended without success"
    >
      {rows.length === 0 ? <p className={ui.secondary}>Nothing failed here.</p> : <Failures rows={rows} />}
    </FiguresPanel>
  )
}

function failuresOf(arms: readonly (StrategyFigures | null)[], looks: readonly StrategyLook[]): Row[] {
  return strategyRows(arms, looks)
    .map(({ look, arm }) => ({ look, errors: byFrequency(arm.errors), stops: unsuccessfulStops(arm.stops) }))
    .filter(({ errors, stops }) => errors.length > 0 || stops.length > 0)
}

function Failures({ rows }: { rows: readonly Row[] }) {
  const classes = [...new Set(rows.flatMap(({ errors }) => errors.map(({ name }) => name as ErrorClass)))]
  return (
    <>
      <StrategyTable
        label="Table of failures"
        rows={rows}
        columns={[
          { title: 'Attempts', cell: ({ errors }) => words(errors) },
          { title: 'Operations', cell: ({ stops }) => words(stops) },
        ]}
      />
      <Fold name="classes" className={lists.thresholdDetails} summary="What the classes mean">
        <dl className={lists.words}>
          {classes.map((name) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{ERROR_CLASS_MEANING[name]}</dd>
            </div>
          ))}
        </dl>
      </Fold>
    </>
  )
}

function words(counts: readonly { name: string; count: number }[]): string {
  return counts.length === 0 ? '–' : counts.map(({ name, count: n }) => `${count(n)} ${name}`).join(' · ')
}
