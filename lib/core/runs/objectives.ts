/** How each strategy of a completed run stands to its thresholds: the little of a report that the board of objectives needs. */
import { z } from 'zod'
import type { ExperimentSpec } from '../experiment/spec'
import type { DerivedReport } from '../summary/report'

const resultSchema = z.object({
  expression: z.string(),
  verdict: z.enum(['pass', 'fail', 'inconclusive']),
  measured: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
})
export type ObjectiveResult = z.output<typeof resultSchema>

export const objectivesSchema = z.object({
  /** Names what was measured: runs with different ones cannot be held against each other without a word. */
  specKey: z.string(),
  quality: z.enum(['good', 'suspect']).nullable(),
  /** All strategies in the spec's order, those without a threshold as well: their place decides on colours. */
  strategies: z.array(z.object({ use: z.string(), label: z.string(), results: z.array(resultSchema) })),
})
export type Objectives = z.output<typeof objectivesSchema>

/** @param specKey from {@link measuredPart} */
export function objectivesOf(
  spec: Pick<ExperimentSpec, 'strategies'>,
  { verdicts, quality }: Pick<DerivedReport, 'verdicts' | 'quality'>,
  specKey: string,
): Objectives {
  return {
    specKey,
    quality,
    strategies: spec.strategies.map(({ use, label }, arm) => ({
      use,
      label,
      results: (verdicts.find((verdict) => verdict.arm === arm)?.results ?? []).map(
        ({ expression, verdict, measured }) => ({ expression, verdict, measured }),
      ),
    })),
  }
}

/** What of a spec does not change what is measured: more repetitions only make intervals narrower. */
const NOT_MEASURED = ['name', 'preset', 'seed', 'thresholds', 'tags', 'version', 'repetitions']

/**
 * The part of a spec that figures depend on, as text: two runs with the same one differ by luck, machine and system under
 * test alone.
 */
export function measuredPart(spec: ExperimentSpec): string {
  return JSON.stringify(Object.entries(spec).filter(([key]) => !NOT_MEASURED.includes(key)))
}
