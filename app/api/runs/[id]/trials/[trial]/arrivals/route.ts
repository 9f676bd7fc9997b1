/** How requests arrived in one trial after the moment in which most failed at once, per 10 ms and strategy. */
import { readArrivals } from '@/lib/db/read-arrivals'
import { answerOfTrial, type TrialContext } from '../../../../../answers/trial-answer'

export const dynamic = 'force-dynamic'

export function GET(_: Request, context: TrialContext): Promise<Response> {
  return answerOfTrial(context, ({ id, labels }, index) => readArrivals(id, index, labels.length))
}
