/** What happened in one trial over time: counts and latencies in buckets, per strategy. */
import { z } from 'zod'
import { readRunLabels } from '@/lib/db/read-run-labels'
import { readTimeline } from '@/lib/db/read-timeline'
import { answer, noSuchRun, noSuchTrial } from '../../../../../answers/problem'

export const dynamic = 'force-dynamic'

/** From 1, as on screen. */
const trialSchema = z.coerce.number().int().min(1)

interface Context {
  params: Promise<{ id: string; trial: string }>
}

export function GET(_request: Request, { params }: Context): Promise<Response> {
  return answer(async () => {
    const { id, trial } = await params
    const run = await readRunLabels(id)
    if (!run) throw noSuchRun()
    const number = trialSchema.safeParse(trial)
    const arms = number.success ? await readTimeline(run.id, number.data - 1) : null
    if (!arms) throw noSuchTrial(Number(trial))
    return { arms }
  })
}
