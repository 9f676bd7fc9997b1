'use client'

/** What the experiment costs: trials, operations, attempts, time. Before it has run, so everything but trials is "about". */
import { useMemo } from 'react'
import { expectedLoad } from '@/lib/core/experiment/expected-load'
import { estimatePlan } from '@/lib/core/experiment/plan'
import type { ExperimentSpec } from '@/lib/core/experiment/spec'
import { duration } from '@/components/format/duration'
import { count, counted } from '@/components/format/figures'
import { useCatalogue } from '../catalogue-context'
import { roughly } from './roughly'
import styles from '../experiment.module.css'

export function BudgetLines({ spec }: { spec: ExperimentSpec }) {
  const catalogue = useCatalogue()
  const plan = useMemo(() => estimatePlan(spec), [spec])
  const load = useMemo(() => expectedLoad(spec, catalogue), [spec, catalogue])
  const isOpen = spec.workload.load.mode === 'open'
  return (
    <dl className={styles.planFigures} aria-live="polite">
      <div>
        <dt>Trials</dt>
        <dd>
          {counted(plan.points, 'point')} × {counted(spec.repetitions, 'repetition')} ={' '}
          <strong>{counted(plan.trials, 'trial')}</strong>
        </dd>
      </div>
      <div>
        <dt>Strategies</dt>
        <dd>
          {plan.strategies} {spec.arms === 'concurrent' ? 'side by side' : 'one after the other'}
        </dd>
      </div>
      <div>
        <dt>Operations</dt>
        <dd>
          about <strong>{count(roughly(load.operations))}</strong>, in{' '}
          <strong>{count(roughly(load.attempts))}</strong> attempts
          <span className={styles.planNote}>
            {isOpen
              ? 'by the arrival rate; leader switches and scenario not reckoned with'
              : 'as fast as two cores answer; leader switches and scenario not reckoned with'}
          </span>
        </dd>
      </div>
      <div>
        <dt>Time</dt>
        <dd>
          <strong>about {duration(plan.minMs)}</strong>
          {plan.maxMs > plan.minMs ? `, at most ${duration(plan.maxMs)}` : ''}
        </dd>
      </div>
    </dl>
  )
}
