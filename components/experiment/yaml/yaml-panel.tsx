'use client'

/** The experiment as YAML, editable: the form follows each change that reads as an experiment. */
import { Skeleton } from '@mantine/core'
import { useMemo } from 'react'
import { counted } from '@/components/format/figures'
import { Panel } from '@/components/ui/panel'
import type { ExperimentForm } from '../use-experiment-form'
import { YAML_ID } from './yaml-lines'
import { usePlacedProblems } from './use-placed-problems'
import styles from './yaml.module.css'

/** Fewer lines would make the page jump while somebody begins to write. */
const LEAST_LINES = 24
const HINT_ID = `${YAML_ID}-hint`

export function YamlPanel({ form }: { form: ExperimentForm }) {
  const { text, type } = form.yaml
  const placed = usePlacedProblems(form)
  const wrongLines = useMemo(() => new Set(placed.map(({ line }) => line)), [placed])
  return (
    <Panel title="YAML" note="the same experiment; the form follows what reads">
      {text === null ? (
        <Skeleton h={480} />
      ) : (
        <div className={styles.editor}>
          <Gutter count={Math.max(LEAST_LINES, text.split('\n').length)} wrongLines={wrongLines} />
          <textarea
            id={YAML_ID}
            aria-label="Experiment in YAML"
            aria-describedby={HINT_ID}
            aria-invalid={placed.length > 0}
            className={styles.text}
            value={text}
            rows={Math.max(LEAST_LINES, text.split('\n').length)}
            wrap="off"
            spellCheck={false}
            autoCapitalize="off"
            autoCorrect="off"
            onChange={(event) => type(event.currentTarget.value)}
          />
        </div>
      )}
      <p id={HINT_ID} className={styles.hint}>
        {placed.length === 0
          ? 'Paste a whole experiment here, or drop a file anywhere on this page. JSON is YAML too.'
          : `${counted(placed.length, 'problem')}, the first in line ${Math.min(...wrongLines)}; all are listed in the plan.`}
      </p>
    </Panel>
  )
}

/** Numbers of the lines; those with a problem bear a sign. */
function Gutter({ count, wrongLines }: { count: number; wrongLines: ReadonlySet<number> }) {
  return (
    <div className={styles.gutter} aria-hidden="true">
      {Array.from({ length: count }, (_, index) => (
        <div key={index} data-line={index + 1} data-wrong={wrongLines.has(index + 1) || undefined}>
          {index + 1}
        </div>
      ))}
    </div>
  )
}
