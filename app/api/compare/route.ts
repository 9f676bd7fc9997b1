import * as operations from '@/lib/core/api/subjects/run'
import { compareSeveral } from '@/lib/core/comparison/compare-several'
import { comparedReports } from '../answers/compared-reports'
import { endpoint } from '../answers/endpoint'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.compareRuns, async ({ query: { runs, metric } }) => {
  const [baseline, ...others] = await comparedReports(runs)
  return compareSeveral(baseline, others, metric)
})
