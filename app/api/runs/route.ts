import * as operations from '@/lib/core/api/subjects/runs'
import { withNext } from '@/lib/core/api/paging'
import { runSubject } from '@/lib/core/audit/actions'
import { createRun } from '@/lib/db/create-run'
import { findRuns } from '@/lib/db/find-runs'
import { endpoint } from '../answers/endpoint'
import { readSpec } from '../answers/read-spec'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.listRuns, async ({ query, request }) =>
  withNext(await findRuns(query), new URL(request.url)),
)

export const POST = endpoint(
  operations.createRun,
  async ({ body: spec, changed }) => {
    const run = await createRun({ spec })
    changed({ action: 'run.created', subject: runSubject({ ...run, name: spec.name }) })
    return Response.json(run, { status: 201, headers: { location: `/api/runs/${run.id}` } })
  },
  readSpec,
)
