'use client'

/** The form for an experiment: everything a spec has, checked while a person types. */
import { WorkerBanner } from '@/components/shell/worker-banner'
import { MatrixSection } from './matrix-section'
import { PlanPanel } from './plan-panel'
import { RunSection } from './run-section'
import { ScenarioSection } from './scenario/scenario-section'
import { StrategiesSection } from './strategies-section'
import { TargetSection } from './target/target-section'
import { ThresholdsSection } from './thresholds-section'
import { PresetLinks } from './preset-links'
import { useExperimentForm, type FormBegin } from './use-experiment-form'
import { WorkloadSection } from './workload-section'
import styles from './experiment.module.css'
import ui from '@/components/ui/ui.module.css'

export function ExperimentPage({ begin }: { begin: FormBegin | null }) {
  const form = useExperimentForm(begin)
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
          {begin?.words ??
            'Which strategies, through which faults, how often. What you type is kept in this tab.'}
        </p>
        <PresetLinks />
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
