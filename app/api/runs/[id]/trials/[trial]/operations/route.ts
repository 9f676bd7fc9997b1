/** All operations of a trial as columns, for a drawing; `?from=5200&to=5400`: those under way meanwhile, with their attempts. */
import { z } from 'zod'
import { readOperationColumns } from '@/lib/db/read-operations'
import { askedQuery } from '../../../../../answers/asked'
import { answerOfTrial, type TrialContext } from '../../../../../answers/trial-answer'

export const dynamic = 'force-dynamic'

/** Milliseconds from the window's begin; both or none. */
const querySchema = z
  .object({ from: z.coerce.number().optional(), to: z.coerce.number().optional() })
  .refine(({ from, to }) => (from === undefined) === (to === undefined), 'give both from and to, or none')

export function GET(request: Request, context: TrialContext): Promise<Response> {
  return answerOfTrial(context, async ({ id }, index) => {
    const { from, to } = askedQuery(request, querySchema)
    return readOperationColumns(id, index, from === undefined || to === undefined ? null : [from, to])
  })
}
