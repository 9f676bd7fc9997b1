import * as operations from '@/lib/core/api/subjects/run'
import { compareArms } from '@/lib/core/comparison/compare-arms'
import { readBlocks } from '@/lib/db/read-blocks'
import { askedRun } from '../../../answers/asked'
import { endpoint } from '../../../answers/endpoint'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.compareStrategies, async ({ params, query: { metric, against } }) => {
  const run = await askedRun(params.id)
  return { strategies: compareArms(await readBlocks(run.id), metric, against - 1) }
})
