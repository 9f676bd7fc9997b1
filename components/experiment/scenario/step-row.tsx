'use client'

/** One step of the scenario: its fault, when it acts, and the parameters that the fault's own schema asks for. */
import { ActionIcon, CloseButton, NativeSelect } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { missingCapability } from '@/lib/core/fault/missing-capability'
import { findFault, isMomentary } from '@/lib/core/fault/registry'
import type { StepDraft } from '../draft'
import { useLab } from '../lab-context'
import type { MenuGroup } from '../grouped-menu'
import { fieldId } from '../field-id'
import { FieldProblem } from '../field-problem'
import { NumberField } from '../number-field'
import type { ProblemsByPath } from '../problems-by-path'
import { SchemaFieldInputs } from '../schema-field-inputs'
import { stepTitle, withoutEmpty } from './step-timing'
import styles from './scenario.module.css'
import form from '../experiment.module.css'

export function StepRow({
  step,
  index,
  groups,
  problems,
  onChange,
  onDuplicate,
  onRemove,
}: {
  step: StepDraft
  index: number
  /** Every fault there is. */
  groups: readonly MenuGroup[]
  problems: ProblemsByPath
  onChange: (change: Partial<StepDraft>) => void
  onDuplicate: () => void
  onRemove: () => void
}) {
  const path = `scenario.${index}`
  const name = `step ${index + 1}`
  return (
    <li className={styles.step} data-step={step.key}>
      <div className={styles.head}>
        <NativeSelect
          label="Fault"
          id={fieldId(`${path}.fault`)}
          aria-label={`Fault of ${name}`}
          value={step.fault}
          error={problems.at(`${path}.fault`)}
          data={groups.map(({ title, entries }) => ({
            group: title,
            items: entries.map((entry) => ({
              value: entry.name,
              label: entry.title,
              disabled: Boolean(entry.closed),
            })),
          }))}
          onChange={(event) => onChange({ fault: event.currentTarget.value, params: {} })}
        />
        <NumberField
          label="Start, ms"
          id={fieldId(`${path}.atMs`)}
          aria-label={`Start of ${name}`}
          value={step.atMs}
          placeholder="0"
          error={problems.at(`${path}.atMs`)}
          onChange={(atMs) => onChange({ atMs })}
        />
        <NumberField
          label="Length, ms"
          id={fieldId(`${path}.forMs`)}
          aria-label={`Length of ${name}`}
          value={isMomentary(step.fault) ? '' : step.forMs}
          placeholder={isMomentary(step.fault) ? 'happens once' : 'to the end'}
          disabled={isMomentary(step.fault)}
          error={problems.at(`${path}.forMs`)}
          onChange={(forMs) => onChange({ forMs })}
        />
        <div className={styles.actions}>
          <ActionIcon variant="subtle" color="gray" aria-label={`Duplicate ${name}`} onClick={onDuplicate}>
            <IconCopy size={16} stroke={1.7} aria-hidden="true" />
          </ActionIcon>
          <CloseButton aria-label={`Remove ${name}`} onClick={onRemove} />
        </div>
      </div>
      <FieldProblem problems={problems} path={path} />
      <StepParams step={step} path={path} problems={problems} onChange={onChange} />
    </li>
  )
}

function StepParams({
  step,
  path,
  problems,
  onChange,
}: {
  step: StepDraft
  path: string
  problems: ProblemsByPath
  onChange: (change: Partial<StepDraft>) => void
}) {
  const lab = useLab()
  const definition = findFault(step.fault)
  if (!definition) return null
  const wrong = problems.under(`${path}.params`)
  const closed = (name: string, option: string) => {
    const params = definition.params.safeParse({ ...withoutEmpty(step.params), [name]: option })
    return lab && params.success ? missingCapability(definition, params.data, lab.capabilities) : null
  }
  return (
    <details className={styles.params} open={wrong !== null || undefined}>
      <summary>{stepTitle(step)}</summary>
      <p className={form.about}>{definition.description}</p>
      <SchemaFieldInputs
        schema={definition.params}
        values={step.params}
        path={`${path}.params`}
        problems={problems}
        closed={closed}
        onChange={(params) => onChange({ params })}
      />
      <FieldProblem problems={problems} path={`${path}.params`} />
    </details>
  )
}
