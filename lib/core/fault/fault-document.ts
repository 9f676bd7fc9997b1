/** Every fault with its parameters as a document, so that nobody has to guess what a scenario may say. */
import { schemaFields } from '../schema/schema-fields'
import type { FaultDefinition } from './fault'
import { faults } from './registry'

const HEAD = `# Faults of a scenario

A step of a scenario names a fault, when it begins (\`atMs\`), how long it lasts (\`forMs\`, left out = to the end; momentary faults
have none) and its parameters; what is left out has its default.

\`\`\`yaml
scenario:
  - { fault: latency, atMs: 1000, forMs: 2000, params: { latencyMs: 100, jitterMs: 50, on: member-1 } }
  - { fault: leader-kill, atMs: 4000, forMs: 1500 }
\`\`\`

This list is made from the registry (\`lib/core/fault/registry.ts\`); a test keeps it in step.
`

/** The text of docs/faults.md. */
export function faultDocument(): string {
  return [HEAD, ...Object.values(faults).map((fault) => section(fault))].join('\n')
}

function section({ name, title, description, params, span, targets }: FaultDefinition): string {
  const rows = schemaFields(params).map(
    ({ name: field, description: words, unit, options, defaultValue }) =>
      `| \`${field}\` | ${String(defaultValue)}${unit === null ? '' : ` ${unit}`} | ${options.length > 0 ? `${options.map((option) => `\`${option}\``).join(', ')}. ` : ''}${words ?? ''} |`,
  )
  const table =
    rows.length === 0 ? [] : ['', '| Parameter | Default | Meaning |', '| --- | --- | --- |', ...rows]
  return [
    `## ${name}`,
    '',
    `**${title}** · ${span} · target ${targets.join(' or ')}`,
    '',
    description,
    ...table,
    '',
  ].join('\n')
}
