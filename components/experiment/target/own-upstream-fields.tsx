'use client'

/** How our own upstream behaves: what it answers and what it can carry in sight, everything else folded. */
import { httpTargetFields } from '@/lib/core/experiment/target'
import { answerSharesSchema, upstreamBehaviourSchema } from '@/lib/core/target/http-upstream'
import type { TargetDraft } from '../draft'
import { FieldProblem } from '../field-problem'
import type { ProblemsByPath } from '../problems-by-path'
import { SchemaFieldInputs } from '../schema-field-inputs'
import { CAPACITY_FIELDS, FURTHER_FIELDS } from './own-upstream-groups'
import styles from './target.module.css'
import experiment from '../experiment.module.css'

export function OwnUpstreamFields({
  target,
  problems,
  onChange,
}: {
  target: TargetDraft
  problems: ProblemsByPath
  onChange: (part: Partial<TargetDraft>) => void
}) {
  const path = 'target.behaviour'
  const behaviour = {
    ...{ schema: upstreamBehaviourSchema, values: target.behaviour, path, problems },
    onChange: (values: TargetDraft['behaviour']) => onChange({ behaviour: values }),
  }
  return (
    <>
      <fieldset className={styles.group}>
        <legend>Answers, in % of the requests; the rest is 200</legend>
        <div className={styles.shares}>
          <SchemaFieldInputs
            schema={answerSharesSchema}
            values={target.answers}
            path={`${path}.answers`}
            problems={problems}
            onChange={(answers) => onChange({ answers })}
          />
        </div>
        <FieldProblem problems={problems} path={`${path}.answers`} />
      </fieldset>
      <fieldset className={styles.group}>
        <legend>Capacity</legend>
        <SchemaFieldInputs {...behaviour} only={CAPACITY_FIELDS} />
      </fieldset>
      <FieldProblem problems={problems} path={path} />
      <details className={experiment.more}>
        <summary>Repeated writes, Retry-After, connections</summary>
        <SchemaFieldInputs {...behaviour} only={FURTHER_FIELDS} />
        <div className={styles.below}>
          <SchemaFieldInputs
            schema={httpTargetFields}
            only={['maxConnections']}
            values={target.connections}
            path="target"
            problems={problems}
            onChange={(connections) => onChange({ connections })}
          />
        </div>
      </details>
    </>
  )
}
