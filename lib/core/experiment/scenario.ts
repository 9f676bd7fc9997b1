/** A scenario: faults on a timeline that every trial goes through, besides the matrix point it stands on. */
import { z } from 'zod'
import { faults, findFault } from '../fault/registry'
import { wordIssue } from './spec-problem'

/** More steps than this are refused. */
export const MAX_SCENARIO_STEPS = 500
const MAX_MS = 3_600_000

const stepSchema = z.strictObject({
  fault: z.string().meta({ title: 'Fault', description: 'A name of the fault registry.' }),
  atMs: z.number().min(0).max(MAX_MS).default(0).meta({
    title: 'Start',
    unit: 'ms',
    description: 'After the begin of the fault window.',
  }),
  forMs: z.number().positive().max(MAX_MS).optional().meta({
    title: 'Length',
    unit: 'ms',
    description: 'Empty = until the last operation has ended. Faults that happen once have none.',
  }),
  params: z.record(z.string(), z.unknown()).default({}),
})

/** A step with its fault known and its parameters checked. */
export const scenarioStepSchema = stepSchema.transform((step, context) => {
  const definition = findFault(step.fault)
  if (!definition) {
    context.addIssue({
      code: 'custom',
      path: ['fault'],
      message: `unknown fault "${step.fault}"; known: ${Object.keys(faults).join(', ')}`,
    })
    return z.NEVER
  }
  if (definition.span === 'momentary' && step.forMs !== undefined)
    context.addIssue({
      code: 'custom',
      path: ['forMs'],
      message: `a ${definition.title.toLowerCase()} happens once and has no length; leave it out`,
    })
  const checked = definition.params.safeParse(step.params, { error: wordIssue })
  if (!checked.success) {
    for (const issue of checked.error.issues)
      context.addIssue({ code: 'custom', message: issue.message, path: ['params', ...issue.path] })
    return z.NEVER
  }
  return { ...step, params: checked.data as Record<string, unknown> }
})
export type ScenarioStep = z.output<typeof scenarioStepSchema>

export const scenarioSchema = z.array(scenarioStepSchema).max(MAX_SCENARIO_STEPS)
