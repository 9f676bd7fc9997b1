/** What a request asks for, read and checked; whatever does not fit is refused. */
import { z } from 'zod'
import { problemsOfIssues, wordIssue } from '@/lib/core/experiment/spec-problem'
import { readRunLabels, type RunLabels } from '@/lib/db/read-run-labels'
import { noSuchRun, Refusal } from './problem'

/** The run of that id or number. */
export async function askedRun(id: string): Promise<RunLabels> {
  const run = await readRunLabels(id)
  if (!run) throw noSuchRun()
  return run
}

/** The parameters behind the question mark. One that nobody knows, or that is given twice, is refused: it would do nothing. */
export function queryOf(request: Request, schema: z.ZodObject = z.object({})): Record<string, unknown> {
  const parameters = new URL(request.url).searchParams
  const names = [...parameters.keys()]
  const known = Object.keys(schema.shape)
  for (const name of names) {
    if (!known.includes(name))
      throw notUnderstood(
        `${name}: ${known.length === 0 ? 'no parameter is known here' : `unknown; known: ${known.join(', ')}`}`,
      )
    if (names.filter((other) => other === name).length > 1) throw notUnderstood(`${name}: it is given twice`)
  }
  return fitting(schema, Object.fromEntries(parameters))
}

/** A value that fits the schema. */
export function fitting<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value, { error: wordIssue })
  if (result.success) return result.data
  throw notUnderstood(
    problemsOfIssues(result.error.issues)
      .map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
      .join('; '),
  )
}

function notUnderstood(detail: string): Refusal {
  return new Refusal('not-understood', detail)
}
