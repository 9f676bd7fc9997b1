/** What happened in one trial over time: counts and latencies in buckets, per strategy. */
import { readTimeline } from '@/lib/db/read-timeline'
import { askedRun, askedTrial } from '../../../../../answers/asked'
import { answer, noSuchTrial } from '../../../../../answers/problem'

export const dynamic = 'force-dynamic'

interface Context {
  params: Promise<{ id: string; trial: string }>
}

export function GET(_: Request, { params }: Context): Promise<Response> {
  return answer(async () => {
    const { id, trial } = await params
    const run = await askedRun(id)
    const arms = await readTimeline(run.id, askedTrial(trial) - 1)
    if (!arms) throw noSuchTrial(trial)
    return { arms }
  })
}
