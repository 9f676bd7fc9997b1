/** Problems of a spec beside the fields they belong to, in plain words. */
import type { SpecProblem } from '@/lib/core/experiment/spec'

/** Messages by path; the library's own terse wording is turned into sentences, ours stays as it is. */
export class ProblemsByPath {
  readonly #problems: readonly SpecProblem[]

  constructor(problems: readonly SpecProblem[]) {
    this.#problems = problems.map(({ path, message }) => ({ path, message: plainMessage(message) }))
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

const REWORDED: readonly [RegExp, (match: RegExpExecArray) => string][] = [
  [/^Too small: expected number to be >=(\S+)$/, ([, limit]) => `must be at least ${limit}`],
  [/^Too small: expected number to be >(\S+)$/, ([, limit]) => `must be more than ${limit}`],
  [/^Too big: expected (?:number|int) to be <=(\S+)$/, ([, limit]) => `must be at most ${limit}`],
  [/^Too small: expected int to be >=(\S+)$/, ([, limit]) => `must be at least ${limit}`],
  [/^Too small: expected string to have >=1 characters$/, () => 'must not be empty'],
  [/^Too big: expected string to have <=(\d+) characters$/, ([, limit]) => `at most ${limit} characters`],
  [/^Too big: expected array to have <=(\d+) items$/, ([, limit]) => `at most ${limit} entries`],
  [/^Invalid input: expected int, received number$/, () => 'must be a whole number'],
  [/^Invalid input: expected number, received \w+$/, () => 'must be a number'],
  [
    /^Invalid option: expected one of (.+)$/,
    ([, options]) => `must be one of ${options?.replaceAll('|', ', ')}`,
  ],
]

/** One message in plain words. */
export function plainMessage(message: string): string {
  for (const [pattern, write] of REWORDED) {
    const match = pattern.exec(message)
    if (match) return write(match)
  }
  return message
}
