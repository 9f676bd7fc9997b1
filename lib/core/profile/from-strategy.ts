/**
 * Stacks of pending work that begin at the strategy. What is above it depends on whether V8 could follow the awaits so far, and
 * would tear one place apart into several.
 */
import type { StackValue } from './stack-values'

/** Whether a file is a strategy of ours or of the user's. */
export function isStrategy(file: string): boolean {
  return /^(lib\/core\/strategy|strategies)\//.test(file)
}

/** The first frame, the arm, stays. Stacks without a strategy stay as they are. */
export function fromStrategy(stacks: readonly StackValue[]): StackValue[] {
  return stacks.map(({ frames, value }) => {
    const at = frames.findIndex(({ file }) => isStrategy(file))
    return { value, frames: at < 1 ? frames : [...frames.slice(0, 1), ...frames.slice(at)] }
  })
}
