/** What went on over time in a trial: breakers, operations in flight and waiting, connections, proposals. */
import { z } from 'zod'
import { readRunLabels } from '@/lib/db/read-run-labels'
import { readTrialSeries } from '@/lib/db/read-series'
import { answer, noSuchRun, Refusal } from '../../../../../answers/problem'

export const dynamic = 'force-dynamic'

/** From 1, as on screen. */
const trialSchema = z.coerce.number().int().min(1)

interface Context {
  params: Promise<{ id: string; trial: string }>
}

export function GET(_: Request, { params }: Context): Promise<Response> {
  return answer(async () => {
    const { id, trial } = await params
    const run = await readRunLabels(id)
    if (!run) throw noSuchRun()
    const number = trialSchema.safeParse(trial)
    const series = number.success ? await readTrialSeries(run.id, number.data - 1) : null
    if (series) return { series }
    throw new Refusal({
      status: 404,
      title: 'There is no such trial',
      detail: `Trial ${trial} of this run has not ended, or was never planned.`,
    })
  })
}
