/** A trial's operations, filtered and by page: `?trial=1&filter=failed&order=slowest&strategy=1&offset=0&limit=20`. */
import { z } from 'zod'
import { OPERATION_FILTERS, OPERATION_ORDERS } from '@/lib/core/trace/operation-rows'
import { listOperations } from '@/lib/db/read-operations'
import { askedQuery, askedRun } from '../../../answers/asked'
import { answer, noSuchTrial } from '../../../answers/problem'

export const dynamic = 'force-dynamic'

const querySchema = z.object({
  /** From 1, as on screen; so is the strategy. */
  trial: z.coerce.number().int().min(1).default(1),
  filter: z.enum(OPERATION_FILTERS).default('all'),
  order: z.enum(OPERATION_ORDERS).default('start'),
  strategy: z.coerce.number().int().min(1).max(256).optional(),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1_000).default(20),
})

interface Context {
  params: Promise<{ id: string }>
}

export function GET(request: Request, { params }: Context): Promise<Response> {
  return answer(async () => {
    const run = await askedRun((await params).id)
    const { trial, strategy, ...wanted } = askedQuery(request, querySchema)
    const arm = strategy === undefined ? null : strategy - 1
    const page = await listOperations(run.id, trial - 1, { ...wanted, arm })
    if (!page) throw noSuchTrial(trial)
    return page
  })
}
