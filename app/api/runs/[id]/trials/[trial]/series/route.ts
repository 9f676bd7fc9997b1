import * as operations from '@/lib/core/api/subjects/trials'
import { readTrialSeries } from '@/lib/db/read-series'
import { askedRun } from '../../../../../answers/asked'
import { endpoint } from '../../../../../answers/endpoint'
import { noSuchTrial } from '../../../../../answers/problem'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.readSeries, async ({ params: { id, trial } }) => {
  const series = await readTrialSeries((await askedRun(id)).id, trial - 1)
  if (!series) throw noSuchTrial(trial)
  return { series }
})
