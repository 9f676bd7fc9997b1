import * as operations from '@/lib/core/api/subjects/trials'
import { readTimeline } from '@/lib/db/read-timeline'
import { askedRun } from '../../../../../answers/asked'
import { endpoint } from '../../../../../answers/endpoint'
import { noSuchTrial } from '../../../../../answers/problem'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.readTimeline, async ({ params: { id, trial } }) => {
  const arms = await readTimeline((await askedRun(id)).id, trial - 1)
  if (!arms) throw noSuchTrial(trial)
  return { arms }
})
