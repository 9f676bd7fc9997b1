/** Folded stacks: one line per stack, "outer;inner value", as flamegraph.pl, speedscope and inferno read them. */
import { frameWords } from './profile'
import type { StackValue } from './stack-values'

/** Values are whole numbers by the format: microseconds of the CPU, or things pending. Sorted by stack. */
export function foldedStacks(stacks: readonly StackValue[], unit: 'microseconds' | 'count'): string {
  const values = new Map<string, number>()
  for (const { frames, value } of stacks) {
    const line = frames.map((frame) => frameWords(frame).replaceAll(';', ':')).join(';')
    values.set(line, (values.get(line) ?? 0) + (unit === 'count' ? value : value * 1000))
  }
  return [...values]
    .map(([line, value]) => ({ line, value: Math.round(value) }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => (a.line < b.line ? -1 : 1))
    .map(({ line, value }) => `${line} ${value}\n`)
    .join('')
}
