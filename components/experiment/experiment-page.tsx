'use client'

/** The form for an experiment: everything a spec has, checked while a person types. */
import type { ExperimentSpec } from '@/lib/core/experiment/spec'
import { WorkerBanner } from '@/components/shell/worker-banner'
import { MatrixSection } from './matrix-section'
import { PlanPanel } from './plan-panel'
import { RunSection } from './run-section'
import { ScenarioSection } from './scenario/scenario-section'
import { StrategiesSection } from './strategies-section'
import { TargetSection } from './target/target-section'
import { ThresholdsSection } from './thresholds-section'
import { useExperimentForm } from './use-experiment-form'
import { WorkloadSection } from './workload-section'
import styles from './experiment.module.css'
import ui from '@/components/ui/ui.module.css'

export function ExperimentPage({ from }: { from: { number: number; spec: ExperimentSpec } | null }) {
  const form = useExperimentForm(from)
  return (
    <form
      className={ui.stack}
      noValidate
      aria-label="New experiment"
      onSubmit={(event) => {
        event.preventDefault()
        form.submit()
      }}
    >
      <div>
        <h1>New experiment</h1>
        <p className={ui.secondary}>
          {from
            ? `Starts from run ${from.number}. Change what you like; that run stays as it is.`
            : 'Which strategies, through which faults, how often. What you type is kept in this tab.'}
        </p>
      </div>
      <WorkerBanner />
      <div className={styles.columns}>
        <div className={ui.stack}>
          <TargetSection form={form} />
          <StrategiesSection form={form} />
          <MatrixSection form={form} />
          <ScenarioSection form={form} />
          <WorkloadSection form={form} />
          <RunSection form={form} />
          <ThresholdsSection form={form} />
        </div>
        <PlanPanel form={form} />
      </div>
    </form>
  )
}
