/** A trial's operations, filtered and by page: `?trial=1&filter=failed&order=-latency&strategy=1&from=0&to=500&offset=0&limit=20`. */
import { z } from 'zod'
import { OPERATION_ORDERS } from '@/lib/core/trace/operation-place'
import { OPERATION_FILTERS } from '@/lib/core/trace/operation-rows'
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
  /** Of intended starts, milliseconds from the window's begin. */
  from: z.coerce.number().optional(),
  to: z.coerce.number().optional(),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1_000).default(20),
})

interface Context {
  params: Promise<{ id: string }>
}

export function GET(request: Request, { params }: Context): Promise<Response> {
  return answer(async () => {
    const run = await askedRun((await params).id)
    const { trial, strategy, from, to, ...wanted } = askedQuery(request, querySchema)
    const arm = strategy === undefined ? null : strategy - 1
    const between =
      from === undefined && to === undefined ? null : ([from ?? -Infinity, to ?? Infinity] as const)
    const page = await listOperations(run.id, trial - 1, { ...wanted, arm, between })
    if (!page) throw noSuchTrial(trial)
    return page
  })
}
