import * as operations from '@/lib/core/api/subjects/runs'
import { requestCancel } from '@/lib/db/request-cancel'
import { endpoint } from '../../../answers/endpoint'
import { Refusal } from '../../../answers/problem'
import { changedRun } from '../../../answers/subjects'

export const POST = endpoint(operations.cancelRun, async ({ params: { id }, changed }) => {
  const subject = await changedRun(id)
  const result = await requestCancel(id)
  if (result === 'not-running')
    throw new Refusal('run-ended', 'There is nothing to cancel. Its results are on its page.')
  changed({ action: 'run.cancelled', subject })
  return { result }
})
