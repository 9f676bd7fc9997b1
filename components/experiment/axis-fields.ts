/** What the matrix's own schema says of its axes. */
import { AXIS_NAMES, type AxisName } from '@/lib/core/experiment/fault-points'
import { matrixSchema } from '@/lib/core/experiment/matrix'

export interface AxisField {
  /** "Latency, ms". */
  label: string
  title: string
  unit: string
  description: string
}

export const AXIS_FIELDS = Object.fromEntries(AXIS_NAMES.map((name) => [name, fieldOf(name)])) as Record<
  AxisName,
  AxisField
>

function fieldOf(name: AxisName): AxisField {
  const { title = name, unit, description = '' } = matrixSchema.shape[name].meta() ?? {}
  const unitWords = typeof unit === 'string' ? unit : ''
  return { label: `${title}, ${unitWords}`, title, unit: unitWords, description }
}
