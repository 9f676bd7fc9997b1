/** The strategies of a run against one of them, second by second. */
import { z } from 'zod'
import { compareArms, PAIRED_METRICS, type PairedMetric } from '@/lib/core/comparison/compare-arms'
import { readBlocks } from '@/lib/db/read-blocks'
import { askedQuery, askedRun } from '../../../answers/asked'
import { answer } from '../../../answers/problem'

export const dynamic = 'force-dynamic'

const querySchema = z.object({
  metric: z.enum(Object.keys(PAIRED_METRICS) as [PairedMetric, ...PairedMetric[]]).default('successRate'),
  /** The strategy that the others are held against, counted from 1. */
  against: z.coerce.number().int().min(1).default(1),
})

interface Context {
  params: Promise<{ id: string }>
}

/** `?metric=successRate&against=1`. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return answer(async () => {
    const run = await askedRun((await params).id)
    const { metric, against } = askedQuery(request, querySchema)
    return { strategies: compareArms(await readBlocks(run.id), metric, against - 1) }
  })
}
