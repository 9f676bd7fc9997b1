/** One axis of the fault matrix: a list of values, or a range with steps. */
import { z } from 'zod'

const MAX_VALUES = 1000

/** Schema of an axis whose values lie in [min, max]; its output is the list of values, ascending as given. */
export function axisSchema(min: number, max: number) {
  const value = z.number().min(min).max(max)
  const list = z
    .array(value)
    .min(1, 'name at least one value')
    .max(MAX_VALUES)
    .refine((values) => new Set(values).size === values.length, 'each value may stand only once')
  const range = z
    .strictObject({ from: value, to: value, step: z.number().positive() })
    .refine((range) => range.to >= range.from, { path: ['to'], message: '"to" must not be below "from"' })
    .refine((range) => (range.to - range.from) / range.step < MAX_VALUES, {
      path: ['step'],
      message: `a range may have at most ${MAX_VALUES} values`,
    })
    .transform(({ from, to, step }) =>
      Array.from({ length: Math.floor((to - from) / step + 1e-9) + 1 }, (_, index) =>
        round(from + index * step),
      ),
    )
  return z.union([list, range], {
    error: 'write a list of numbers, for example [0, 100], or a range { from, to, step }',
  })
}

/** Takes away the noise of binary fractions (0.1 + 0.2). */
function round(value: number): number {
  return Number(value.toPrecision(12))
}
