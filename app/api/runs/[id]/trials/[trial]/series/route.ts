/** What went on over time in a trial: breakers, operations in flight and waiting, connections, proposals. */
import { readTrialSeries } from '@/lib/db/read-series'
import { answerOfTrial, type TrialContext } from '../../../../../answers/trial-answer'

export const dynamic = 'force-dynamic'

export function GET(_: Request, context: TrialContext): Promise<Response> {
  return answerOfTrial(context, async ({ id }, index) => {
    const series = await readTrialSeries(id, index)
    return series && { series }
  })
}
