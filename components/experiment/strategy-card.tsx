'use client'

/** One arm of the experiment: its label and kind, what it does, its parameters, and the delays they make. */
import { CloseButton, NativeSelect, TextInput } from '@mantine/core'
import type { TargetKind } from '@/lib/core/fault/fault'
import { faultOf } from '@/lib/core/fault/registry'
import type { Catalogue } from '@/lib/core/strategy/catalogue'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { MarkShape } from '@/components/ui/mark-shape'
import { useCatalogue } from './catalogue-context'
import type { StrategyDraft } from './draft'
import { fieldId } from './field-id'
import { FieldProblem } from './field-problem'
import type { ProblemsByPath } from './problems-by-path'
import { SchemaFieldInputs } from './schema-field-inputs'
import { strategyGroups } from './strategy-groups'
import { StrategyDelays } from './strategy-delays'
import styles from './experiment.module.css'

function kindsOf({ all }: Catalogue) {
  return strategyGroups('', all).map(({ title, entries }) => ({
    group: title,
    items: entries.map(({ name, title: label }) => ({ value: name, label })),
  }))
}

export function StrategyCard({
  strategy,
  index,
  look,
  target,
  problems,
  onChange,
  onRemove,
}: {
  strategy: StrategyDraft
  index: number
  look: StrategyLook
  target: TargetKind
  problems: ProblemsByPath
  onChange: (strategy: StrategyDraft) => void
  onRemove: () => void
}) {
  const catalogue = useCatalogue()
  const definition = catalogue.find(strategy.use)
  const path = `strategies.${index}`
  return (
    <li className={styles.strategy}>
      <div className={styles.strategyHead}>
        <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
          <MarkShape look={look} x={7} y={7} size={12} />
        </svg>
        <TextInput
          id={fieldId(`${path}.label`)}
          aria-label={`Label of strategy ${index + 1}`}
          value={strategy.label}
          placeholder={strategy.use}
          error={problems.at(`${path}.label`)}
          onChange={(event) => onChange({ ...strategy, label: event.currentTarget.value })}
        />
        <NativeSelect
          id={fieldId(`${path}.use`)}
          aria-label={`Kind of strategy ${index + 1}`}
          value={strategy.use}
          error={problems.at(`${path}.use`)}
          data={kindsOf(catalogue)}
          onChange={(event) => onChange({ ...strategy, use: event.currentTarget.value, params: {} })}
        />
        <CloseButton aria-label={`Remove ${strategy.label}`} onClick={onRemove} />
      </div>
      <FieldProblem problems={problems} path={path} />
      {definition ? (
        <>
          <p className={styles.about}>{definition.description}</p>
          {Object.entries(definition.outOfReach ?? {}).map(([fault, reason]) => (
            <p key={fault} className={styles.about}>
              <strong>{faultOf({ fault }).title}: out of reach.</strong> {reason}
            </p>
          ))}
          <div className={styles.strategyBody}>
            <SchemaFieldInputs
              schema={definition.params}
              target={target}
              values={strategy.params}
              path={`${path}.params`}
              problems={problems}
              onChange={(params) => onChange({ ...strategy, params })}
            />
            <StrategyDelays strategy={definition} values={strategy.params} look={look} />
          </div>
          <FieldProblem problems={problems} path={`${path}.params`} />
        </>
      ) : null}
    </li>
  )
}
