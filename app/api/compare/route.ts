/** Runs against the first of them. */
import { z } from 'zod'
import { ALL_METRICS, compareSeveral } from '@/lib/core/comparison/compare-several'
import { MAX_COMPARED_RUNS } from '@/lib/core/comparison/compared-runs'
import { readRunReport } from '@/lib/db/read-run-report'
import { askedQuery } from '../answers/asked'
import { answer, Refusal } from '../answers/problem'

export const dynamic = 'force-dynamic'

const querySchema = z.object({
  runs: z
    .string()
    .transform((text) => text.split(',').filter((id) => id !== ''))
    .pipe(
      z
        .array(z.string())
        .min(2, 'name at least two runs: the baseline first')
        .max(MAX_COMPARED_RUNS, `at most ${MAX_COMPARED_RUNS} runs are compared at once`),
    ),
  metric: z.enum(ALL_METRICS).default('successRate'),
})

/** `?runs=<id>,<id>&metric=successRate`: ids or numbers of runs; the first is the baseline. */
export function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const { runs, metric } = askedQuery(request, querySchema)
    const reports = await Promise.all(
      runs.map(async (id) => {
        const report = await readRunReport(id)
        if (report) return report
        throw new Refusal({
          status: 404,
          title: 'One of these runs is not there',
          detail: `There is no run ${id}: it may have been deleted. Choose another one.`,
        })
      }),
    )
    const [baseline, ...others] = reports
    if (!baseline) throw new Error('the schema asks for two runs')
    return compareSeveral(baseline, others, metric)
  })
}
