import { resumeRun } from '@/lib/db/resume-run'
import { answer, noSuchRun, Refusal } from '../../../answers/problem'

interface Context {
  params: Promise<{ id: string }>
}

/** Takes a cancelled or failed run up again: the trials that are missing, with the same seed. */
export function POST(_request: Request, { params }: Context): Promise<Response> {
  return answer(async () => {
    const { id } = await params
    const result = await resumeRun(id)
    if (result === 'queued') return { result }
    if (result === 'no-such-run') throw noSuchRun()
    throw new Refusal(
      result === 'complete'
        ? {
            status: 409,
            title: 'All trials of this run are done',
            detail: 'There is nothing to take up again. Run it again for other draws.',
          }
        : {
            status: 409,
            title: 'This run has not ended',
            detail: 'Only a run that was cancelled or that failed can be taken up again.',
          },
    )
  })
}
