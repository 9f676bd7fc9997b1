/** What went on over time in a trial: breakers, operations in flight and waiting, connections, proposals. */
import { readTrialSeries } from '@/lib/db/read-series'
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
    const series = await readTrialSeries(run.id, askedTrial(trial) - 1)
    if (!series) throw noSuchTrial(trial)
    return { series }
  })
}
