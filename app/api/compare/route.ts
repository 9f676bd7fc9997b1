import * as operations from '@/lib/core/api/subjects/run'
import { compareSeveral } from '@/lib/core/comparison/compare-several'
import { readRunReport } from '@/lib/db/read-run-report'
import { endpoint } from '../answers/endpoint'
import { Refusal } from '../answers/problem'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.compareRuns, async ({ query: { runs, metric } }) => {
  const reports = await Promise.all(
    runs.map(async (id) => {
      const report = await readRunReport(id)
      if (report) return report
      throw new Refusal('no-such-run', `There is no run ${id}: it may have been deleted. Choose another one.`)
    }),
  )
  const [baseline, ...others] = reports
  if (!baseline) throw new Error('the schema asks for two runs')
  return compareSeveral(baseline, others, metric)
})
