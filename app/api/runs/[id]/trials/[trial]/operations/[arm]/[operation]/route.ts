import * as operations from '@/lib/core/api/subjects/trials'
import { closesOperation } from '@/lib/core/history/attempt'
import { operationTrace } from '@/lib/core/trace/operation-trace'
import { readOperation } from '@/lib/db/read-operations'
import { readTraceContext } from '@/lib/db/read-trace-context'
import { askedRun } from '../../../../../../../answers/asked'
import { endpoint } from '../../../../../../../answers/endpoint'
import { noSuchTrial, Refusal } from '../../../../../../../answers/problem'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.readOperation, async ({ params }) => {
  const { trial, operation } = params
  const run = await askedRun(params.id)
  const arm = params.arm - 1
  const [found, context] = await Promise.all([
    readOperation(run.id, trial - 1, { arm, operation }),
    readTraceContext(run.id, trial - 1),
  ])
  if (!found || !context) throw noSuchTrial(trial)
  const { attempts, damaged } = found
  const [lost] = damaged
  if (lost && !attempts.some(({ stop }) => closesOperation(stop)))
    throw new Refusal(
      'damaged',
      `If there is an operation of this number, its end lies in what is damaged. ${lost.problem}`,
    )
  if (attempts.length === 0)
    throw new Refusal(
      'no-such-operation',
      `Strategy ${arm + 1} made no operation ${operation} in trial ${trial}. The list of operations shows what there is.`,
    )
  return { ...operationTrace(attempts, context.context, context.startedAt), damaged }
})
