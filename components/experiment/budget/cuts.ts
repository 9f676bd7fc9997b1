/** Cuts of an experiment in words, and made in the form. */
import { AXIS_NAMES } from '@/lib/core/experiment/fault-points'
import type { PlanCut } from '@/lib/core/experiment/fit-plan'
import type { ExperimentSpec } from '@/lib/core/experiment/spec'
import { duration } from '@/components/format/duration'
import { AXIS_FIELDS } from '../axis-fields'
import { specToDraft } from '../draft-and-spec'
import type { ExperimentDraft } from '../draft'

/** "Repetitions: 5 → 1", "Trial: 30 s → 12 s", "Loss: 9 → 5 values, its ends kept". */
export function cutWords({ field, from, to }: PlanCut): string {
  switch (field) {
    case 'repetitions':
      return `Repetitions: ${from} → ${to}`
    case 'trialDurationMs':
      return `Trial: ${duration(from)} → ${duration(to)}`
    case 'points':
      return `Chosen points: ${from} → ${to}, first and last kept`
    default:
      return `${AXIS_FIELDS[field].title}: ${from} → ${to} values, its ends kept`
  }
}

/** The draft with what a cut may change; everything else stays as it was typed. */
export function draftWithCuts(
  draft: ExperimentDraft,
  before: ExperimentSpec,
  { matrix, repetitions, trialDurationMs, ...rest }: ExperimentSpec,
): ExperimentDraft {
  const cut = specToDraft({ ...rest, matrix, repetitions, trialDurationMs })
  const run = { ...draft.run }
  if (repetitions !== before.repetitions) run.repetitions = repetitions
  if (trialDurationMs !== before.trialDurationMs) run.trialDurationMs = trialDurationMs
  if (matrix.points) return { ...draft, run, points: cut.points }
  const axes = Object.fromEntries(AXIS_NAMES.map((name) => [name, cut[name]]))
  return { ...draft, run, ...axes }
}
