/** What happened in one trial over time: counts and latencies in buckets, per strategy. */
import { readTimeline } from '@/lib/db/read-timeline'
import { answerOfTrial, type TrialContext } from '../../../../../answers/trial-answer'

export const dynamic = 'force-dynamic'

export function GET(_: Request, context: TrialContext): Promise<Response> {
  return answerOfTrial(context, async ({ id }, index) => {
    const arms = await readTimeline(id, index)
    return arms && { arms }
  })
}
