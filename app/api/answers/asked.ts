/** What a request asks for, read and checked; whatever does not fit is refused. */
import { z } from 'zod'
import { runsQuestionSchema, type RunsQuestion } from '@/lib/core/runs/runs-question'
import { readRunLabels, type RunLabels } from '@/lib/db/read-run-labels'
import { noSuchRun, noSuchTrial, Refusal } from './problem'

/** The run of that id. */
export async function askedRun(id: string): Promise<RunLabels> {
  const run = await readRunLabels(id)
  if (!run) throw noSuchRun()
  return run
}

/** The number of a trial in a path, counted from 1 as on screen. */
export function askedTrial(text: string): number {
  const number = z.coerce.number().int().min(1).safeParse(text)
  if (!number.success) throw noSuchTrial(text)
  return number.data
}

/** Which runs are asked for: a search, filters, a page. */
export function askedRuns(request: Request): RunsQuestion {
  return askedQuery(request, runsQuestionSchema)
}

/** The parameters behind the question mark. */
export function askedQuery<Schema extends z.ZodType>(request: Request, schema: Schema): z.output<Schema> {
  return fitting(schema, Object.fromEntries(new URL(request.url).searchParams))
}

/** A value that fits the schema. */
export function fitting<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new Refusal({
    status: 400,
    title: 'The question cannot be understood',
    detail: result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
  })
}
