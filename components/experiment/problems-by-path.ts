/** Problems of a spec beside the fields they belong to, in plain words. */
import type { SpecProblem } from '@/lib/core/experiment/spec'

/** Messages by path. */
export class ProblemsByPath {
  readonly #problems: readonly SpecProblem[]

  constructor(problems: readonly SpecProblem[]) {
    this.#problems = problems
  }

  get count(): number {
    return this.#problems.length
  }

  get all(): readonly SpecProblem[] {
    return this.#problems
  }

  /** The first message at exactly this path. */
  at(path: string): string | null {
    return this.#problems.find((problem) => problem.path === path)?.message ?? null
  }

  /** The first message at this path or below it: for fields that show a list as one. */
  under(path: string): string | null {
    return this.#problems.find((problem) => isUnder(problem.path, path))?.message ?? null
  }

  /** Problems that no field on screen shows. */
  notUnder(paths: readonly string[]): SpecProblem[] {
    return this.#problems.filter((problem) => !paths.some((path) => isUnder(problem.path, path)))
  }
}

function isUnder(path: string, parent: string): boolean {
  return path === parent || path.startsWith(`${parent}.`)
}
