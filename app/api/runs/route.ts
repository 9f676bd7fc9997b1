import { createRun } from '@/lib/db/create-run'
import { findRuns } from '@/lib/db/find-runs'
import { askedRuns } from '../answers/asked'
import { answer } from '../answers/problem'
import { readSpec } from '../answers/read-spec'

export const dynamic = 'force-dynamic'

/** Runs that fit a search and filters (lib/core/runs/runs-question.ts), newest first, by page. */
export function GET(request: Request): Promise<Response> {
  return answer(() => findRuns(askedRuns(request)))
}

/** Queues a run from a spec in JSON or YAML. */
export function POST(request: Request): Promise<Response> {
  return answer(async () => {
    const run = await createRun({ spec: await readSpec(request) })
    return Response.json(run, { status: 201, headers: { location: `/api/runs/${run.id}` } })
  })
}
