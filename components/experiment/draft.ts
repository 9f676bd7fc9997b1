/** What stands in the form while a person types: everything a spec has, and everything that is not (yet) one. */
import { z } from 'zod'
import { OWN_UPSTREAM } from '@/lib/core/experiment/target'
import { TARGET_KINDS } from '@/lib/core/fault/fault'
import { WORKLOAD_KINDS } from '@/lib/core/history/workload-kind'

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

/** A number as typed; '' = left empty. */
const figure = z.union([z.number(), z.string()])

const pointDraftSchema = z.object({
  key: z.string(),
  lossPercent: figure,
  latencyMs: figure,
  jitterMs: figure,
  leaderSwitchesPerMinute: figure,
})
export type PointDraft = z.output<typeof pointDraftSchema>

const stepDraftSchema = z.object({
  key: z.string(),
  fault: z.string(),
  atMs: figure,
  /** '' = until the last operation has ended. */
  forMs: figure,
  params: fields,
})
export type StepDraft = z.output<typeof stepDraftSchema>

const targetDraftSchema = z.object({
  kind: z.enum(TARGET_KINDS),
  upstream: z.string(),
  /** Of upstreams that are not ours. */
  paths: fields,
  connections: fields,
  /** Of our own upstream: its shares, and all its other settings. */
  answers: fields,
  behaviour: fields,
})
export type TargetDraft = z.output<typeof targetDraftSchema>

const thresholdDraftSchema = z.object({
  key: z.string(),
  metric: z.string(),
  comparator: z.string(),
  value: z.union([z.number(), z.string()]),
  /** Label of a strategy; '' = all. */
  strategy: z.string(),
})
export type ThresholdDraft = z.output<typeof thresholdDraftSchema>

/**
 * Also the schema of what is kept over a reload. A copy of an older version is completed by the defaults; a damaged one is
 * dropped, never half-used.
 */
export const experimentDraftSchema = z.object({
  name: z.string(),
  /** The preset it was begun from; '' = none. */
  preset: z.string().default(''),
  /** Values of the other kind of target stay as they are. */
  target: targetDraftSchema.default(emptyTarget),
  strategies: z.array(strategyDraftSchema),
  /** Values of the axes, as chips. */
  lossPercent: z.array(z.string()).default(['0']),
  latencyMs: z.array(z.string()),
  jitterMs: z.array(z.string()),
  leaderSwitchesPerMinute: z.array(z.string()),
  /** Whether the points are all combinations of the axes, or those in `points`; the other stays as it is. */
  pointMode: z.enum(['all', 'chosen']).default('all'),
  points: z.array(pointDraftSchema).default([]),
  /** What loss and latency of the matrix mean. */
  loss: fields.default({}),
  latency: fields.default({}),
  scenario: z.array(stepDraftSchema).default([]),
  workloadKind: z.enum(WORKLOAD_KINDS).default('register'),
  /** Values of the other kinds stay as they are; only those of this kind go into the spec. */
  workload: fields,
  loadMode: z.enum(['closed', 'open']),
  closedLoad: fields,
  openLoad: fields,
  /** Single values at the top of the spec: time-outs, duration, repetitions, arms, seed. */
  run: fields,
  thresholds: z.array(thresholdDraftSchema),
  /** What the run is found by. */
  tags: z.array(z.string()).default([]),
  version: z.string().default(''),
})
export type ExperimentDraft = z.output<typeof experimentDraftSchema>

/** etcd, and nothing said about HTTP. */
export function emptyTarget(): TargetDraft {
  return { kind: 'etcd', upstream: OWN_UPSTREAM, paths: {}, connections: {}, answers: {}, behaviour: {} }
}

/** Fields of a spec that live in `draft.run`. */
export const RUN_FIELDS = [
  'attemptTimeoutMs',
  'operationDeadlineMs',
  'trialDurationMs',
  'repetitions',
  'arms',
  'profile',
  'seed',
] as const

/** What an empty page begins with: small, quick, and telling: some of its replies come after the attempt time-out. */
export function startingDraft(): ExperimentDraft {
  return {
    name: 'Latency × jitter × leader switches',
    preset: '',
    target: emptyTarget(),
    strategies: [
      { key: 's1', use: 'no-retry', label: 'no retry', params: {} },
      { key: 's2', use: 'constant', label: 'constant 200 ms', params: {} },
      { key: 's3', use: 'exponential', label: 'exponential, full jitter', params: {} },
    ],
    lossPercent: ['0'],
    latencyMs: ['20', '100'],
    jitterMs: ['0', '80'],
    leaderSwitchesPerMinute: ['0', '12'],
    pointMode: 'all',
    points: [],
    loss: {},
    latency: {},
    scenario: [],
    workloadKind: 'register',
    workload: {},
    loadMode: 'closed',
    closedLoad: {},
    openLoad: {},
    run: { trialDurationMs: 10_000, attemptTimeoutMs: 150 },
    thresholds: [{ key: 't1', metric: 'successRate', comparator: '>=', value: 0.99, strategy: '' }],
    tags: [],
    version: '',
  }
}
