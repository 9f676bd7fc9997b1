import { withNext } from '@/lib/core/api/paging'
import * as operations from '@/lib/core/api/subjects/trials'
import { listOperations } from '@/lib/db/read-operations'
import { askedRun } from '../../../answers/asked'
import { endpoint } from '../../../answers/endpoint'
import { noSuchTrial } from '../../../answers/problem'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.listOperations, async ({ params, query, request }) => {
  const run = await askedRun(params.id)
  const { trial, strategy, page, limit, ...wanted } = query
  const arm = strategy === undefined ? null : strategy - 1
  const found = await listOperations(run.id, trial - 1, { ...wanted, arm, offset: (page - 1) * limit, limit })
  if (!found) throw noSuchTrial(trial)
  return withNext({ ...found, page, limit }, new URL(request.url))
})
