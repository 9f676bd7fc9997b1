import { createRun } from '@/lib/db/create-run'
import { listRuns } from '@/lib/db/list-runs'
import { answer } from '../answers/problem'
import { readSpec } from '../answers/read-spec'

export const dynamic = 'force-dynamic'

/** The newest runs. */
export function GET(): Promise<Response> {
  return answer(async () => ({ runs: await listRuns({ limit: 100 }) }))
}

/** Queues a run from a spec in JSON or YAML. */
export function POST(request: Request): Promise<Response> {
  return answer(async () => {
    const run = await createRun({ spec: await readSpec(request) })
    return Response.json(run, { status: 201, headers: { location: `/api/runs/${run.id}` } })
  })
}
