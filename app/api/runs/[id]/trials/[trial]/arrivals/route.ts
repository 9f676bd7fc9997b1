import * as operations from '@/lib/core/api/subjects/trials'
import { readArrivals } from '@/lib/db/read-arrivals'
import { askedRun } from '../../../../../answers/asked'
import { endpoint } from '../../../../../answers/endpoint'
import { noSuchTrial } from '../../../../../answers/problem'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.readArrivals, async ({ params: { id, trial } }) => {
  const run = await askedRun(id)
  const arrivals = await readArrivals(run.id, trial - 1, run.labels.length)
  if (!arrivals) throw noSuchTrial(trial)
  return arrivals
})
