import * as operations from '@/lib/core/api/subjects/trials'
import { readOperationColumns } from '@/lib/db/read-operations'
import { askedRun } from '../../../../../answers/asked'
import { endpoint } from '../../../../../answers/endpoint'
import { noSuchTrial } from '../../../../../answers/problem'

export const dynamic = 'force-dynamic'

export const GET = endpoint(
  operations.readOperationColumns,
  async ({ params: { id, trial }, query: { from, to } }) => {
    const under = from === undefined || to === undefined ? null : ([from, to] as const)
    const columns = await readOperationColumns((await askedRun(id)).id, trial - 1, under)
    if (!columns) throw noSuchTrial(trial)
    return columns
  },
)
