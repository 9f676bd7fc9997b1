/**
 * The experiment spec: what people write (YAML, JSON or the form) and what a run freezes. Unknown keys are refused;
 * every error names its path and what is accepted.
 */
import { z } from 'zod'
import { builtInCatalogue, type Catalogue } from '../strategy/catalogue'
import { workloadSchema } from '../workload/registry'
import { faultProblems } from './fault-problems'
import { countPoints } from './fault-points'
import { matrixSchema } from './matrix'
import { PRESET_NAMES } from './presets/names'
import { tagsSchema, versionSchema } from './run-labels'
import { scenarioSchema } from './scenario'
import { MAX_PROBLEMS, problemsOfIssues, wordIssue, type SpecProblem } from './spec-problem'
import { targetProblems, targetSchema } from './target'
import { thresholdSchema } from './threshold'
import { workloadProblems } from './workload-problems'

/** More trials than this are refused: at 10 s each they would take more than a day. */
export const MAX_TRIALS = 10_000
export const MAX_STRATEGIES = 16
/** Seeds are integers that JSON and JavaScript keep exactly. */
export const MAX_SEED = 2 ** 32 - 1

/** A name for people: no control characters, no halves of surrogate pairs. */
function nameOf(longest: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must not contain control characters')
}

const presetName = z.enum(PRESET_NAMES).optional().meta({
  title: 'Preset',
  description: 'Which preset it was begun from: what that one claims is held against the run.',
})

const choiceSchema = z.strictObject({
  use: z.string().meta({ title: 'Strategy', description: 'A name of the strategy registry.' }),
  label: nameOf(60)
    .optional()
    .meta({ title: 'Label', description: 'How this arm is called; unique within the experiment.' }),
  params: z.record(z.string(), z.unknown()).default({}),
})

/** A strategy by name with its parameters checked. @param unknown what to do with a name that is not in the catalogue */
function strategySchema(catalogue: Catalogue, unknown: 'refuse' | 'keep') {
  return choiceSchema.transform((value, context) => {
    const { use, label = use, params } = value
    const definition = catalogue.find(use)
    if (!definition && unknown === 'keep') return { use, label, params }
    if (!definition) {
      const known = catalogue.all.map(({ name }) => name).join(', ')
      context.addIssue({
        code: 'custom',
        path: ['use'],
        message: `unknown strategy "${use}"; known: ${known}`,
      })
      return z.NEVER
    }
    const checked = definition.params.safeParse(params, { error: wordIssue })
    if (!checked.success) {
      for (const issue of checked.error.issues)
        context.addIssue({ code: 'custom', message: issue.message, path: ['params', ...issue.path] })
      return z.NEVER
    }
    return { use, label, params: checked.data as Record<string, unknown> }
  })
}
export type StrategyChoice = z.output<ReturnType<typeof strategySchema>>

/** @param upstreams names of the user's own HTTP upstreams that it may name; null = whichever it names */
function specSchema(catalogue: Catalogue, unknown: 'refuse' | 'keep', upstreams: readonly string[] | null) {
  const strategy = strategySchema(catalogue, unknown)
  return z
    .strictObject({
      name: nameOf(120),
      preset: unknown === 'keep' ? z.string().max(40).optional() : presetName,
      target: targetSchema.default({ kind: 'etcd' }),
      workload: workloadSchema.prefault({}),
      attemptTimeoutMs: z.number().min(10).max(60_000).default(500).meta({
        title: 'Attempt time-out',
        unit: 'ms',
        description: 'Each attempt is given up after this. Keep it well below 7 s, etcd’s own limit.',
      }),
      operationDeadlineMs: z.number().min(10).max(600_000).default(5_000).meta({
        title: 'Operation deadline',
        unit: 'ms',
        description: 'The caller’s patience: all attempts and waits must end within it.',
      }),
      strategies: z.array(strategy).min(1, 'name at least one strategy').max(MAX_STRATEGIES),
      matrix: matrixSchema.prefault({}),
      scenario: scenarioSchema.default([]),
      trialDurationMs: z.number().min(500).max(3_600_000).default(10_000).meta({
        title: 'Trial duration',
        unit: 'ms',
        description: 'Length of the fault window; operations that start inside it count.',
      }),
      repetitions: z
        .int()
        .min(1)
        .max(1000)
        .default(1)
        .meta({ title: 'Repetitions', description: 'Each fault point is tried this often.' }),
      arms: z.enum(['concurrent', 'sequential']).default('concurrent').meta({
        title: 'Arms',
        description:
          'concurrent = all strategies at once under the same faults; sequential = one after the other, where they would disturb each other.',
      }),
      profile: z.enum(['off', 'first', 'each']).default('off').meta({
        title: 'Profile',
        description:
          'Records the CPU, the heap, and what is pending by the code that created it: first = in the first repetition of each fault point (of one repetition that is every trial: take two), each = in every trial. It slows operations down, and recorded trials are easily suspect.',
      }),
      seed: z
        .int()
        .min(0)
        .max(MAX_SEED)
        .optional()
        .meta({ title: 'Seed', description: 'Same seed, same draws. Empty = a new one for each run.' }),
      thresholds: z.array(thresholdSchema).max(20).default([]),
      // Kept beside the run, and no part of what it freezes (lib/db/create-run.ts).
      tags: tagsSchema.optional(),
      version: versionSchema.optional(),
    })
    .superRefine((spec, context) => {
      const labels = spec.strategies.map((strategy) => strategy.label)
      labels.forEach((label, index) => {
        if (labels.indexOf(label) !== index)
          context.addIssue({
            code: 'custom',
            path: ['strategies', index, 'label'],
            message: `"${label}" stands twice; give each strategy its own label`,
          })
      })
      spec.thresholds.forEach((threshold, index) => {
        if (threshold.strategy !== undefined && !labels.includes(threshold.strategy))
          context.addIssue({
            code: 'custom',
            path: ['thresholds', index, 'strategy'],
            message: `no strategy is called "${threshold.strategy}"; there are: ${labels.join(', ')}`,
          })
      })
      if (spec.operationDeadlineMs < spec.attemptTimeoutMs)
        context.addIssue({
          code: 'custom',
          path: ['operationDeadlineMs'],
          message: 'the operation deadline must not be shorter than the attempt time-out',
        })
      for (const { path, message } of [
        ...faultProblems(spec),
        ...targetProblems(spec, upstreams, (use) => catalogue.find(use)),
        ...workloadProblems(spec, (use) => catalogue.find(use)),
      ])
        context.addIssue({ code: 'custom', path: path.split('.').map(asKey), message })
      const trials = countPoints(spec.matrix) * spec.repetitions
      if (trials > MAX_TRIALS)
        context.addIssue({
          code: 'custom',
          path: ['matrix'],
          message: `this makes ${trials} trials; at most ${MAX_TRIALS} are accepted. Take values or repetitions away`,
        })
    })
}

/** Places in a list are numbers in zod's paths. */
function asKey(part: string): string | number {
  return /^\d+$/.test(part) ? Number(part) : part
}

/** A spec that names what the product brings along. */
export const experimentSpecSchema = specSchema(builtInCatalogue, 'refuse', [])

/**
 * A spec that was checked before it was stored. A user's own strategy may have been changed or deleted since then: its
 * name and parameters stand as they were, and whoever runs them checks them again.
 */
export const frozenSpecSchema = specSchema(builtInCatalogue, 'keep', null)

/** What people may write: defaults left out, axes as ranges. */
export type ExperimentSpecInput = z.input<typeof experimentSpecSchema>
/** A checked spec with all defaults filled in. */
export type ExperimentSpec = z.output<typeof experimentSpecSchema>

export type { SpecProblem }

export type SpecResult = { ok: true; spec: ExperimentSpec } | { ok: false; problems: SpecProblem[] }

/**
 * Checks a value against the schema; never throws.
 * @param catalogue the strategies it may name
 * @param upstreams the names of the user's own HTTP upstreams that it may name
 */
export function checkSpec(
  value: unknown,
  catalogue: Catalogue = builtInCatalogue,
  upstreams: readonly string[] = [],
): SpecResult {
  const schema =
    catalogue === builtInCatalogue && upstreams.length === 0
      ? experimentSpecSchema
      : specSchema(catalogue, 'refuse', upstreams)
  const result = schema.safeParse(value, { error: wordIssue })
  if (result.success) return { ok: true, spec: result.data }
  return {
    ok: false,
    problems: problemsOfIssues(result.error.issues.slice(0, MAX_PROBLEMS)).slice(0, MAX_PROBLEMS),
  }
}
