'use client'

/** The builder of experiments: one experiment as form and as YAML, checked while a person types. */
import { useState, type DragEvent, type KeyboardEvent } from 'react'
import { Skeleton } from '@mantine/core'
import dynamic from 'next/dynamic'
import { WorkerBanner } from '@/components/shell/worker-banner'
import { Notice } from '@/components/ui/notice'
import { focusField } from './field-id'
import { MatrixSection } from './matrix-section'
import { PlanPanel } from './plan-panel'
import { RunSection } from './run-section'
import { ScenarioSection } from './scenario/scenario-section'
import { textOfClipboard, textOfFile } from './start/open-yaml'
import { StartBar, type PresetEntry } from './start/start-bar'
import { StateLine } from './start/state-line'
import { StrategiesSection } from './strategies-section'
import { TargetSection } from './target/target-section'
import { ThresholdsSection } from './thresholds-section'
import { useExperimentForm, type ExperimentForm, type FormBegin } from './use-experiment-form'
import { focusLine } from './yaml/yaml-lines'
import { WorkloadSection } from './workload-section'
import styles from './experiment.module.css'
import start from './start/start.module.css'
import ui from '@/components/ui/ui.module.css'

const YamlPanel = dynamic(() => import('./yaml/yaml-panel').then(({ YamlPanel: panel }) => panel), {
  loading: () => <Skeleton h={560} />,
})

export function ExperimentPage({
  begin,
  missing = null,
  presets,
}: {
  begin: FormBegin | null
  /** What the address names to start from and is not there; null = nothing is missing. */
  missing?: string | null
  presets: readonly PresetEntry[]
}) {
  const form = useExperimentForm(begin)
  const { isOver, refusal, closeRefusal, open, paste, handlers } = useOpenedText(form)
  return (
    <form
      className={`${ui.stack} ${isOver ? start.drop : ''}`}
      noValidate
      aria-label="New experiment"
      onSubmit={(event) => {
        event.preventDefault()
        form.submit()
      }}
      onKeyDown={(event) => submitOnKey(event, form)}
      {...handlers}
    >
      <div>
        <h1>New experiment</h1>
        <p className={ui.secondary}>{begin?.about ?? 'Which strategies, through which faults, how often.'}</p>
        {missing === null ? null : (
          <Notice tone="unsure" title={missing}>
            It may have been deleted, or the link is not whole. This is the form as it stood before.
          </Notice>
        )}
        <StartBar form={form} presets={presets} onFile={open} onPaste={paste} />
        <StateLine form={form} refusal={refusal} closeRefusal={closeRefusal} />
      </div>
      <WorkerBanner />
      <div className={styles.columns}>
        <div className={ui.stack}>
          {form.view.shown === 'yaml' ? <YamlPanel form={form} /> : <FormSections form={form} />}
        </div>
        <PlanPanel form={form} />
      </div>
    </form>
  )
}

function FormSections({ form }: { form: ExperimentForm }) {
  return (
    <>
      <TargetSection form={form} />
      <StrategiesSection form={form} />
      <MatrixSection form={form} />
      <ScenarioSection form={form} />
      <WorkloadSection form={form} />
      <RunSection form={form} />
      <ThresholdsSection form={form} />
    </>
  )
}

/** Ctrl or Cmd with Enter queues the experiment from any field, or leads to what is wrong with it. */
function submitOnKey(event: KeyboardEvent, form: ExperimentForm): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  const { checked, problems, view, yaml } = form
  const [first] = problems.all
  if (checked) form.submit()
  else if (first && view.shown === 'form') focusField(first.path)
  else if (yaml.text !== null) {
    const lines = yaml.tool?.placeProblems(yaml.text, problems.all).map(({ line }) => line) ?? []
    if (lines.length > 0) focusLine(Math.min(...lines))
  }
}

/** Files that are dropped on the page, or chosen, and what was copied: opened when they may be an experiment. */
function useOpenedText(form: ExperimentForm) {
  const [isOver, setOver] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const put = async (text: string | { refusal: string }, words: string) => {
    setRefusal(typeof text === 'string' ? null : text.refusal)
    if (typeof text === 'string') await form.replaceByText(text, words)
  }
  const open = async (file: File) => put(await textOfFile(file), `Opened “${file.name}”`)
  const paste = async () => put(await textOfClipboard(navigator.clipboard), 'Pasted')
  const holdsFile = (event: DragEvent) => event.dataTransfer.types.includes('Files')
  return {
    isOver,
    refusal,
    closeRefusal: () => setRefusal(null),
    open: (file: File) => void open(file),
    paste: () => void paste(),
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (!holdsFile(event)) return
        event.preventDefault()
        setOver(true)
      },
      onDragLeave: (event: DragEvent<HTMLElement>) => {
        const to = event.relatedTarget
        if (!(to instanceof Node && event.currentTarget.contains(to))) setOver(false)
      },
      onDrop: (event: DragEvent) => {
        if (!holdsFile(event)) return
        event.preventDefault()
        setOver(false)
        const [file] = event.dataTransfer.files
        if (file) void open(file)
      },
    },
  }
}
