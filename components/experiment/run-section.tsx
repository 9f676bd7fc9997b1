'use client'

import { TextInput } from '@mantine/core'
import { z } from 'zod'
import { experimentSpecSchema } from '@/lib/core/experiment/spec'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { RUN_FIELDS } from './draft'
import { SchemaFieldInputs } from './schema-field-inputs'
import { timeOutWarning } from './time-out-warning'
import type { ExperimentForm } from './use-experiment-form'
import styles from './experiment.module.css'

/** Only the single values: the other parts have sections of their own. */
const { shape } = experimentSpecSchema
const runSchema = z.object({
  attemptTimeoutMs: shape.attemptTimeoutMs,
  operationDeadlineMs: shape.operationDeadlineMs,
  trialDurationMs: shape.trialDurationMs,
  repetitions: shape.repetitions,
  arms: shape.arms,
  profile: shape.profile,
  seed: shape.seed,
})

/** Time-outs, length, repetitions, order of the arms, profile, seed, and the name. */
export function RunSection({ form }: { form: ExperimentForm }) {
  const { draft, problems, change, checked } = form
  const warning = checked ? timeOutWarning(checked) : null
  return (
    <Panel title="Run" note="empty fields take the value shown in grey">
      <TextInput
        className={styles.name}
        label="Name"
        value={draft.name}
        error={problems.at('name')}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <SchemaFieldInputs
        schema={runSchema}
        only={RUN_FIELDS}
        values={draft.run}
        path=""
        problems={problems}
        onChange={(run) => change({ run })}
      />
      {warning ? (
        <Notice tone="unsure" title="A long attempt time-out">
          {warning}
        </Notice>
      ) : null}
    </Panel>
  )
}
