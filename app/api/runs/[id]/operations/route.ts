import { withNext } from '@/lib/core/api/paging'
import * as operations from '@/lib/core/api/subjects/trials'
import { listOperations } from '@/lib/db/read-operations'
import { askedRun } from '../../../answers/asked'
import { endpoint } from '../../../answers/endpoint'
import { noSuchTrial } from '../../../answers/problem'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.listOperations, async ({ params, query, request }) => {
  const run = await askedRun(params.id)
  const { trial, strategy, from, to, page, limit, ...wanted } = query
  const arm = strategy === undefined ? null : strategy - 1
  const between =
    from === undefined && to === undefined ? null : ([from ?? -Infinity, to ?? Infinity] as const)
  const offset = (page - 1) * limit
  const found = await listOperations(run.id, trial - 1, { ...wanted, arm, between, offset, limit })
  if (!found) throw noSuchTrial(trial)
  return withNext({ ...found, page, limit }, new URL(request.url))
})
