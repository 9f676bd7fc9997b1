/** What a problem is, in the words of the form: people are told about what they typed, not about a syntax they never saw. */
import { AXIS_NAMES } from '@/lib/core/experiment/fault-points'
import type { SpecProblem } from '@/lib/core/experiment/spec'
import { THRESHOLD_METRICS } from '@/lib/core/experiment/threshold'
import { THRESHOLD_TITLES } from '@/components/format/threshold-titles'
import { rangeProblem } from './axis-values'
import type { ExperimentDraft } from './draft'
import { noNumberWords } from './typed-number'

/** As a spec has them; the form shows their titles. */
const METRIC_NAMES = new RegExp(`\\b(?:${THRESHOLD_METRICS.join('|')})\\b`, 'g')

type Typed = Pick<ExperimentDraft, (typeof AXIS_NAMES)[number] | 'thresholds'>

/**
 * @param draft what stands in the form
 * @param spec what it stands for, unchecked: the problems' paths lead into it
 */
export function inFormWords(
  problems: readonly SpecProblem[],
  draft: Typed,
  spec: Record<string, unknown>,
): SpecProblem[] {
  return problems.map((problem) => ({ ...problem, message: problemWords(problem, draft, spec) }))
}

function problemWords({ path, message }: SpecProblem, draft: Typed, spec: Record<string, unknown>): string {
  if (path.startsWith('thresholds.') && message.includes('is not a threshold'))
    return thresholdWords(draft.thresholds[Number(path.split('.')[1])]?.value ?? '')
  if (/^thresholds\.\d+$/.test(path)) return message.replace(METRIC_NAMES, titleOfMetric)
  // An axis has many values under one title, and several may be wrong in the same way.
  const chip = axisValue(path, draft)
  if (chip !== undefined) return rangeProblem([chip]) ?? noNumberWords(chip) ?? `${chip} ${message}`
  const value = valueAt(spec, path)
  const isFigure = /^must be a (whole )?number$/.test(message)
  return (isFigure && typeof value === 'string' ? noNumberWords(value) : null) ?? message
}

function titleOfMetric(name: string): string {
  const metric = THRESHOLD_METRICS.find((known) => known === name)
  return metric ? THRESHOLD_TITLES[metric] : name
}

/** The form puts the expression together from its fields. */
function thresholdWords(value: number | string): string {
  const needed = 'the value must be a number of at least 0, such as 0.99'
  return noNumberWords(value) ?? (value === '' ? `${needed}; it is empty` : needed)
}

/** What stands at "matrix.lossPercent.1"; undefined where a path leads to no value of an axis. */
function axisValue(path: string, axes: Typed): string | undefined {
  const [root, part, index] = path.split('.')
  const axis = root === 'matrix' ? AXIS_NAMES.find((name) => name === part) : undefined
  return axis === undefined || index === undefined ? undefined : axes[axis][Number(index)]
}

function valueAt(spec: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (part, name) =>
        (typeof part === 'object' && part !== null ? Object.entries(part) : []).find(
          ([key]) => key === name,
        )?.[1],
      spec,
    )
}
