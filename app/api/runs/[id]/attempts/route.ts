/** The attempts that a run's figures are computed from: a page of one trial as JSON, or all of them as CSV. */
import { z } from 'zod'
import { attemptCsvHead, attemptCsvNote, attemptCsvRow } from '@/lib/core/history/attempt-csv'
import { checkAttempts, exportAttempts, readAttempts } from '@/lib/db/read-attempts'
import { log } from '../../../answers/log'
import { askedQuery, askedRun } from '../../../answers/asked'
import { answer, noSuchTrial } from '../../../answers/problem'

export const dynamic = 'force-dynamic'

const MAX_PAGE = 1_000

const querySchema = z.object({
  format: z.enum(['json', 'csv', 'check']).default('json'),
  /** From 1, as on screen. */
  trial: z.coerce.number().int().min(1).default(1),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(100),
})

interface Context {
  params: Promise<{ id: string }>
}

/** `?trial=1&offset=0&limit=100`, at most 1,000 at a time; `?format=csv` for all; `?format=check` looks at all and says which batches are damaged. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return answer(async () => {
    const run = await askedRun((await params).id)
    const { format, trial, offset, limit } = askedQuery(request, querySchema)
    if (format === 'csv') return csvOf(run)
    if (format === 'check') return checkAttempts(run.id)
    const page = await readAttempts(run.id, trial - 1, { offset, limit })
    if (page) return page
    throw noSuchTrial(trial)
  })
}

/** Row by row as the reader takes them: a run may have a million. */
function csvOf({ id, number, labels }: { id: string; number: number; labels: string[] }): Response {
  const encoder = new TextEncoder()
  const batches = exportAttempts(id)
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(attemptCsvHead()))
    },
    async pull(controller) {
      try {
        const next = await batches.next()
        if (next.done === true) return controller.close()
        const { trial, attempts, damaged } = next.value
        const rows = damaged
          ? [attemptCsvNote(damaged.problem)]
          : attempts.map((attempt) => attemptCsvRow(trial, labels, attempt))
        controller.enqueue(encoder.encode(rows.join('')))
      } catch (error) {
        // The answer has begun: it can only be cut, so that nobody takes a part for the whole.
        log.error({ err: error, runId: id }, 'an export of attempts was cut')
        controller.error(error)
      }
    },
    async cancel() {
      await batches.return(undefined)
    },
  })
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="retryscope-run-${number}-attempts.csv"`,
    },
  })
}
