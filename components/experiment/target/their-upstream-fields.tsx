'use client'

/** An upstream that is not ours: where in it the requests go to. */
import { httpTargetFields } from '@/lib/core/experiment/target'
import type { TargetDraft } from '../draft'
import type { ProblemsByPath } from '../problems-by-path'
import { SchemaFieldInputs } from '../schema-field-inputs'

const FIELDS = ['readPath', 'writePath', 'maxConnections']

export function TheirUpstreamFields({
  target,
  problems,
  onChange,
}: {
  target: TargetDraft
  problems: ProblemsByPath
  onChange: (part: Partial<TargetDraft>) => void
}) {
  return (
    <SchemaFieldInputs
      schema={httpTargetFields}
      only={FIELDS}
      values={{ ...target.paths, ...target.connections }}
      path="target"
      problems={problems}
      onChange={({ maxConnections = '', ...paths }) => onChange({ paths, connections: { maxConnections } })}
    />
  )
}
