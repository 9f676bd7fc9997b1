/** What stands in the form while a person types: everything a spec has, and everything that is not (yet) one. */
import { z } from 'zod'

const fieldValue = z.union([z.number(), z.string(), z.boolean()])
/** '' = left empty, the schema's default holds. */
export type FieldValue = z.output<typeof fieldValue>
const fields = z.record(z.string(), fieldValue)
export type FieldValues = z.output<typeof fields>

const strategyDraftSchema = z.object({
  /** Identity of the card on screen; not part of the spec. */
  key: z.string(),
  use: z.string(),
  label: z.string(),
  params: fields,
})
export type StrategyDraft = z.output<typeof strategyDraftSchema>

const thresholdDraftSchema = z.object({
  key: z.string(),
  metric: z.string(),
  comparator: z.string(),
  value: z.union([z.number(), z.string()]),
  /** Label of a strategy; '' = all. */
  strategy: z.string(),
})
export type ThresholdDraft = z.output<typeof thresholdDraftSchema>

/** Also the schema of what is kept over a reload: an old or damaged copy is dropped, never half-used. */
export const experimentDraftSchema = z.object({
  name: z.string(),
  strategies: z.array(strategyDraftSchema),
  latencyMs: z.array(z.string()),
  jitterMs: z.array(z.string()),
  leaderSwitchesPerMinute: z.array(z.string()),
  workload: fields,
  loadMode: z.enum(['closed', 'open']),
  closedLoad: fields,
  openLoad: fields,
  /** Single values at the top of the spec: time-outs, duration, repetitions, arms, seed. */
  run: fields,
  thresholds: z.array(thresholdDraftSchema),
})
export type ExperimentDraft = z.output<typeof experimentDraftSchema>

/** Fields of a spec that live in `draft.run`. */
export const RUN_FIELDS = [
  'attemptTimeoutMs',
  'operationDeadlineMs',
  'trialDurationMs',
  'repetitions',
  'arms',
  'seed',
] as const

/** What an empty page begins with: small, quick, and telling: some of its replies come after the attempt time-out. */
export function startingDraft(): ExperimentDraft {
  return {
    name: 'Latency × jitter × leader switches',
    strategies: [
      { key: 's1', use: 'no-retry', label: 'no retry', params: {} },
      { key: 's2', use: 'constant', label: 'constant 200 ms', params: {} },
      { key: 's3', use: 'exponential', label: 'exponential, full jitter', params: {} },
    ],
    latencyMs: ['20', '100'],
    jitterMs: ['0', '80'],
    leaderSwitchesPerMinute: ['0', '12'],
    workload: {},
    loadMode: 'closed',
    closedLoad: {},
    openLoad: {},
    run: { trialDurationMs: 10_000, attemptTimeoutMs: 150 },
    thresholds: [{ key: 't1', metric: 'successRate', comparator: '>=', value: 0.99, strategy: '' }],
  }
}
