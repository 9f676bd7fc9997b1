/** From the form to a spec and back. Pure; what a person typed wrongly is passed on as it is, so that the check names it. */
import { parseThresholdExpression, type Threshold } from '@/lib/core/experiment/threshold'
import type { ExperimentSpec } from '@/lib/core/experiment/spec'
import { RUN_FIELDS, type ExperimentDraft, type FieldValue, type FieldValues } from './draft'

/** The spec a draft stands for, unchecked. Empty fields are left out, so that defaults hold. */
export function draftToSpec(draft: ExperimentDraft): Record<string, unknown> {
  const load = draft.loadMode === 'closed' ? draft.closedLoad : draft.openLoad
  return {
    name: draft.name,
    ...filled(draft.run),
    workload: { ...filled(draft.workload), load: { mode: draft.loadMode, ...filled(load) } },
    strategies: draft.strategies.map(({ use, label, params }) => ({
      use,
      ...(label.trim() === '' ? {} : { label }),
      params: filled(params),
    })),
    matrix: {
      latencyMs: draft.latencyMs.map(axisValue),
      jitterMs: draft.jitterMs.map(axisValue),
      leaderSwitchesPerMinute: draft.leaderSwitchesPerMinute.map(axisValue),
    },
    thresholds: draft.thresholds.map(({ metric, comparator, value, strategy }) => {
      const expression = `${metric} ${comparator} ${value}`
      return strategy === '' ? expression : { expression, strategy }
    }),
  }
}

/** The draft that shows a checked spec. */
export function specToDraft(spec: ExperimentSpec): ExperimentDraft {
  const { load, ...workload } = spec.workload
  const { mode, ...loadFields } = load
  const run = Object.fromEntries(RUN_FIELDS.map((name) => [name, spec[name] ?? '']))
  return {
    name: spec.name,
    strategies: spec.strategies.map(({ use, label, params }, index) => ({
      key: `s${index + 1}`,
      use,
      label,
      params: fieldValues(params),
    })),
    latencyMs: spec.matrix.latencyMs.map(String),
    jitterMs: spec.matrix.jitterMs.map(String),
    leaderSwitchesPerMinute: spec.matrix.leaderSwitchesPerMinute.map(String),
    workload: fieldValues(workload),
    loadMode: mode,
    closedLoad: mode === 'closed' ? fieldValues(loadFields) : {},
    openLoad: mode === 'open' ? fieldValues(loadFields) : {},
    run: fieldValues(run),
    thresholds: spec.thresholds.map(thresholdDraft),
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

function filled(values: FieldValues): Record<string, FieldValue> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
}

/** Only what a field can show; registries' params are numbers, words and switches. */
function fieldValues(values: Record<string, unknown>): FieldValues {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, FieldValue] =>
      ['number', 'string', 'boolean'].includes(typeof entry[1]),
    ),
  )
}

/** A chip as a number; a word stays a word, and the check says what is accepted. */
function axisValue(text: string): number | string {
  const value = Number(text.trim().replace(',', '.'))
  return text.trim() === '' || Number.isNaN(value) ? text : value
}
