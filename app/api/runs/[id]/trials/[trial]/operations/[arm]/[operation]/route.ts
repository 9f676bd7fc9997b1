/**
 * One operation as spans: its own and those of its attempts, as they are exported by OpenTelemetry. Trial and strategy count
 * from 1, as on screen; operations from 0, as in the CSV.
 */
import { z } from 'zod'
import { closesOperation } from '@/lib/core/history/attempt'
import { operationTrace } from '@/lib/core/trace/operation-trace'
import { readOperation } from '@/lib/db/read-operations'
import { readTraceContext } from '@/lib/db/read-trace-context'
import { askedRun, fitting } from '../../../../../../../answers/asked'
import { answer, noSuchTrial, Refusal } from '../../../../../../../answers/problem'

export const dynamic = 'force-dynamic'

const pathSchema = z.object({
  trial: z.coerce.number().int().min(1),
  arm: z.coerce.number().int().min(1).max(256),
  operation: z.coerce.number().int().min(0),
})

interface Context {
  params: Promise<{ id: string; trial: string; arm: string; operation: string }>
}

export function GET(_request: Request, { params }: Context): Promise<Response> {
  return answer(async () => {
    const { id, ...rest } = await params
    const run = await askedRun(id)
    const { trial, operation, ...path } = fitting(pathSchema, rest)
    const arm = path.arm - 1
    const [found, context] = await Promise.all([
      readOperation(run.id, trial - 1, { arm, operation }),
      readTraceContext(run.id, trial - 1),
    ])
    if (!found || !context) throw noSuchTrial(trial)
    const { attempts, damaged } = found
    const [lost] = damaged
    if (lost && !attempts.some(({ stop }) => closesOperation(stop)))
      throw new Refusal({
        status: 500,
        title: 'This operation cannot be read',
        detail: `If there is one of this number, its end lies in what is damaged. ${lost.problem}`,
      })
    if (attempts.length === 0)
      throw new Refusal({
        status: 404,
        title: 'There is no such operation',
        detail: `Strategy ${arm + 1} made no operation ${operation} in trial ${trial}. The list of operations shows what there is.`,
      })
    return { ...operationTrace(attempts, context.context, context.startedAt), damaged }
  })
}
