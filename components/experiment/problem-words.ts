/** What a problem is, in the words of the form: people are told about what they typed, not about a syntax they never saw. */
import { AXIS_NAMES } from '@/lib/core/experiment/fault-points'
import type { SpecProblem } from '@/lib/core/experiment/spec'
import type { ExperimentDraft } from './draft'

type Axes = Pick<ExperimentDraft, (typeof AXIS_NAMES)[number]>

export function problemWords({ path, message }: SpecProblem, axes: Axes): string {
  // The form puts expressions together.
  if (path.startsWith('thresholds.') && message.includes('is not a threshold'))
    return 'the value must be a number of at least 0, such as 0.99'
  // An axis has many values under one title, and several may be wrong in the same way.
  const value = axisValue(path, axes)
  return value === undefined ? message : `${value} ${message}`
}

/** What stands at "matrix.lossPercent.1"; undefined where a path leads to no value of an axis. */
function axisValue(path: string, axes: Axes): string | undefined {
  const [root, part, index] = path.split('.')
  const axis = root === 'matrix' ? AXIS_NAMES.find((name) => name === part) : undefined
  return axis === undefined || index === undefined ? undefined : axes[axis][Number(index)]
}
