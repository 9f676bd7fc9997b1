/** How requests arrived in one trial after the moment in which most failed at once, per 10 ms and strategy. */
import { readArrivals } from '@/lib/db/read-arrivals'
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
    const arrivals = await readArrivals(run.id, askedTrial(trial) - 1, run.labels.length)
    if (!arrivals) throw noSuchTrial(trial)
    return arrivals
  })
}
