/** The strategies of a run against one of them, second by second. */
import { z } from 'zod'
import { compareArms, PAIRED_METRICS, type PairedMetric } from '@/lib/core/comparison/compare-arms'
import { readBlocks } from '@/lib/db/read-blocks'
import { readRunLabels } from '@/lib/db/read-run-labels'
import { badQuery } from '../../../answers/bad-query'
import { answer, noSuchRun } from '../../../answers/problem'

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
    const run = await readRunLabels((await params).id)
    if (!run) throw noSuchRun()
    const query = querySchema.safeParse(Object.fromEntries(new URL(request.url).searchParams))
    if (!query.success) throw badQuery(query.error)
    const { metric, against } = query.data
    return { strategies: compareArms(await readBlocks(run.id), metric, against - 1) }
  })
}
