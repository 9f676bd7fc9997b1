/** What is wrong with a spec, in plain words: where, and what is accepted. */
import { z } from 'zod'

/** One thing wrong with a spec. */
export interface SpecProblem {
  /** Dotted path, for example `strategies.1.params.factor`; empty for the whole. */
  path: string
  message: string
}

/** Of more problems only so many are told: what is no spec at all has thousands, and nobody reads them. */
export const MAX_PROBLEMS = 50

/** Zod's error map: words its own terse issues; messages that a schema gives itself stay as they are. */
export function wordIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'string') return 'must not be empty'
      if (issue.origin === 'array') return `needs at least ${issue.minimum} entries`
      return `must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`
    case 'too_big':
      if (issue.origin === 'string') return `may have at most ${issue.maximum} characters`
      if (issue.origin === 'array') return `may have at most ${issue.maximum} entries`
      return `must be ${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}`
    case 'invalid_type':
      return wordType(issue)
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`
    case 'unrecognized_keys':
      return wordUnknownKeys(issue)
    default:
      return undefined
  }
}

const TYPE_WORDS: Record<string, string> = {
  number: 'a number',
  int: 'a whole number',
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'a set of keys and values',
  record: 'a set of keys and values',
}

function wordType(issue: Extract<z.core.$ZodRawIssue, { code: 'invalid_type' }>): string {
  const expected = TYPE_WORDS[issue.expected] ?? issue.expected
  return issue.input === undefined ? `is missing; must be ${expected}` : `must be ${expected}`
}

function wordUnknownKeys({
  keys,
  inst,
}: Extract<z.core.$ZodRawIssue, { code: 'unrecognized_keys' }>): string {
  const unknown = `unknown ${keys.length === 1 ? 'key' : 'keys'} ${keys.map((key) => `"${key}"`).join(', ')}`
  const accepted = inst instanceof z.ZodObject ? Object.keys(inst.shape) : []
  if (accepted.length === 0) return `${unknown}; none is accepted here`
  return `${unknown}; accepted: ${accepted.join(', ')}`
}

/** Zod reports a failed union as one vague issue; people are told what its likeliest branch said. */
export function problemsOfIssues(issues: readonly z.core.$ZodIssue[]): SpecProblem[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      // A branch that complains about something inside took the value's form for its own.
      const likeliest =
        issue.errors.find((branch) => branch.some((inner) => inner.path.length > 0)) ??
        issue.errors.find((branch) => branch.every((inner) => inner.code !== 'invalid_type'))
      if (!likeliest) return [problemOf(issue)]
      return problemsOfIssues(likeliest.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })))
    }
    return [problemOf(issue)]
  })
}

function problemOf({ path, message }: z.core.$ZodIssue): SpecProblem {
  return { path: path.map(String).join('.'), message }
}
