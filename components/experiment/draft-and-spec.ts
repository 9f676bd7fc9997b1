/** From the form to a spec and back. Pure; what a person typed wrongly is passed on as it is, so that the check names it. */
import { parseThresholdExpression, type Threshold } from '@/lib/core/experiment/threshold'
import { AXIS_NAMES } from '@/lib/core/experiment/fault-points'
import type { Matrix } from '@/lib/core/experiment/matrix'
import type { ExperimentSpec, ExperimentSpecInput } from '@/lib/core/experiment/spec'
import { isMomentary } from '@/lib/core/fault/registry'
import { workloads } from '@/lib/core/workload/registry'
import { commonFields } from '@/lib/core/workload/workload'
import { RUN_FIELDS, type ExperimentDraft, type FieldValue, type PointDraft, type StepDraft } from './draft'
import { fieldValues, filled } from './field-values'
import { targetDraft, targetOf } from './target/target-draft'
import { typedNumber } from './typed-number'

type StepInput = NonNullable<ExperimentSpecInput['scenario']>[number]

/** The spec a draft stands for, unchecked. Empty fields are left out, so that defaults hold. */
export function draftToSpec(draft: ExperimentDraft): Record<string, unknown> {
  const load = draft.loadMode === 'closed' ? draft.closedLoad : draft.openLoad
  return {
    name: draft.name,
    ...(draft.preset === '' ? {} : { preset: draft.preset }),
    target: targetOf(draft.target),
    ...filled(draft.run),
    workload: {
      ...workloadOf(draft),
      load: { mode: draft.loadMode, ...filled(load) },
    },
    strategies: draft.strategies.map(({ use, label, params }) => ({
      use,
      ...(label.trim() === '' ? {} : { label }),
      params: filled(params),
    })),
    matrix: {
      ...(draft.pointMode === 'chosen' ? { points: draft.points.map(pointOf) } : axesOf(draft)),
      loss: filled(draft.loss),
      latency: filled(draft.latency),
    },
    scenario: draft.scenario.map(stepOf),
    thresholds: draft.thresholds.map(({ metric, comparator, value, strategy }) => {
      const expression = `${metric} ${comparator} ${value}`
      return strategy === '' ? expression : { expression, strategy }
    }),
    ...(draft.tags.length === 0 ? {} : { tags: draft.tags }),
    ...(draft.version.trim() === '' ? {} : { version: draft.version }),
  }
}

/** The draft that shows a checked spec. */
export function specToDraft(spec: ExperimentSpec): ExperimentDraft {
  const { load, kind, ...workload } = spec.workload
  const { mode, ...loadFields } = load
  const run = Object.fromEntries(RUN_FIELDS.map((name) => [name, spec[name] ?? '']))
  return {
    name: spec.name,
    preset: spec.preset ?? '',
    target: targetDraft(spec.target),
    strategies: spec.strategies.map(({ use, label, params }, index) => ({
      key: `s${index + 1}`,
      use,
      label,
      params: fieldValues(params),
    })),
    ...matrixDraft(spec.matrix),
    scenario: spec.scenario.map((step, index) => ({ key: `f${index + 1}`, ...stepDraft(step) })),
    workloadKind: kind,
    workload: fieldValues(workload),
    loadMode: mode,
    closedLoad: mode === 'closed' ? fieldValues(loadFields) : {},
    openLoad: mode === 'open' ? fieldValues(loadFields) : {},
    run: fieldValues(run),
    thresholds: spec.thresholds.map(thresholdDraft),
    tags: spec.tags ?? [],
    version: spec.version ?? '',
  }
}

/** Without what was typed for another kind. */
function workloadOf({ workloadKind: kind, workload }: ExperimentDraft): Record<string, unknown> {
  const names = Object.keys({ ...workloads[kind].params.shape, ...commonFields.shape })
  const typed = Object.entries(filled(workload)).filter(([name]) => names.includes(name))
  return { kind, ...Object.fromEntries(typed) }
}

function axesOf(draft: ExperimentDraft): Record<string, (number | string)[]> {
  return Object.fromEntries(AXIS_NAMES.map((name) => [name, draft[name].map(axisValue)]))
}

function pointOf({ key: _, ...point }: PointDraft): Record<string, FieldValue> {
  return filled(point)
}

/** A length typed for another fault stays in the draft, but not where faults happen once. */
function stepOf({ key: _, fault, params, forMs, ...rest }: StepDraft): Record<string, unknown> {
  return {
    fault,
    ...filled(rest),
    ...(isMomentary(fault) ? {} : filled({ forMs })),
    params: filled(params),
  }
}

/** The row that shows a step, whether or not its defaults are filled in. */
export function stepDraft({ fault, atMs, forMs, params = {} }: StepInput): Omit<StepDraft, 'key'> {
  return { fault, atMs: atMs ?? '', forMs: forMs ?? '', params: fieldValues(params) }
}

function matrixDraft(matrix: Matrix) {
  return {
    lossPercent: matrix.lossPercent.map(String),
    latencyMs: matrix.latencyMs.map(String),
    jitterMs: matrix.jitterMs.map(String),
    leaderSwitchesPerMinute: matrix.leaderSwitchesPerMinute.map(String),
    pointMode: matrix.points ? ('chosen' as const) : ('all' as const),
    points: (matrix.points ?? []).map((point, index) => ({ key: `p${index + 1}`, ...point })),
    loss: fieldValues(matrix.loss),
    latency: fieldValues(matrix.latency),
  }
}

function thresholdDraft(threshold: Threshold, index: number) {
  const parsed = parseThresholdExpression(threshold.expression)
  return {
    key: `t${index + 1}`,
    metric: parsed?.metric ?? 'successRate',
    comparator: parsed?.comparator ?? '>=',
    value: parsed?.value ?? '',
    strategy: threshold.strategy ?? '',
  }
}

/** A chip as a number; a word stays a word, and the check says what is accepted. */
function axisValue(text: string): number | string {
  return typedNumber(text) ?? text
}
