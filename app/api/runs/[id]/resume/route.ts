import * as operations from '@/lib/core/api/subjects/runs'
import { resumeRun } from '@/lib/db/resume-run'
import { endpoint } from '../../../answers/endpoint'
import { noSuchRun, Refusal } from '../../../answers/problem'
import { changedRun } from '../../../answers/subjects'

export const POST = endpoint(operations.resumeRun, async ({ params: { id }, changed }) => {
  const subject = await changedRun(id)
  const result = await resumeRun(id)
  if (result === 'no-such-run') throw noSuchRun()
  if (result === 'complete')
    throw new Refusal('run-complete', 'There is nothing to take up again. Run it again for other draws.')
  if (result === 'not-ended')
    throw new Refusal('run-not-ended', 'Only a run that was cancelled or that failed can be taken up again.')
  changed({ action: 'run.resumed', subject })
  return { result }
})
