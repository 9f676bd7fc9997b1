/** The attempts that a run's figures are computed from: a page of one trial as JSON, or all of them as CSV. */
import { withNext } from '@/lib/core/api/paging'
import * as operations from '@/lib/core/api/subjects/trials'
import { attemptCsvHead, attemptCsvNote, attemptCsvRow } from '@/lib/core/history/attempt-csv'
import { checkAttempts, exportAttempts, readAttempts } from '@/lib/db/read-attempts'
import { log } from '../../../answers/log'
import { askedRun } from '../../../answers/asked'
import { endpoint } from '../../../answers/endpoint'
import { noSuchTrial } from '../../../answers/problem'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.listAttempts, async ({ params, query, request }) => {
  const run = await askedRun(params.id)
  const { format, trial, page, limit } = query
  if (format === 'csv') return csvOf(run)
  if (format === 'check') return checkAttempts(run.id)
  const found = await readAttempts(run.id, trial - 1, { offset: (page - 1) * limit, limit })
  if (found) return withNext({ ...found, page, limit }, new URL(request.url))
  throw noSuchTrial(trial)
})

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
