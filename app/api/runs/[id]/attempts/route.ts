/** The attempts that a run's figures are computed from: a page of one trial as JSON, or all of them as CSV. */
import { withNext } from '@/lib/core/api/paging'
import * as operations from '@/lib/core/api/subjects/trials'
import { attemptCsvHead, attemptCsvNote, attemptCsvRow } from '@/lib/core/history/attempt-csv'
import { checkAttempts, exportAttempts, readAttempts } from '@/lib/db/read-attempts'
import { askedRun } from '../../../answers/asked'
import { endpoint } from '../../../answers/endpoint'
import { noSuchTrial } from '../../../answers/problem'
import { streamOf } from '../../../answers/stream'

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

function csvOf({ id, number, labels }: { id: string; number: number; labels: string[] }): Response {
  return new Response(streamOf(`attempts of run ${id}`, rowsOf(id, labels)), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="retryscope-run-${number}-attempts.csv"`,
    },
  })
}

async function* rowsOf(id: string, labels: readonly string[]): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  yield encoder.encode(attemptCsvHead())
  for await (const { trial, attempts, damaged } of exportAttempts(id)) {
    const rows = damaged
      ? [attemptCsvNote(damaged.problem)]
      : attempts.map((attempt) => attemptCsvRow(trial, labels, attempt))
    yield encoder.encode(rows.join(''))
  }
}
