import { requestCancel } from '@/lib/db/request-cancel'
import { readRunReport } from '@/lib/db/read-run-report'
import { answer, noSuchRun, Refusal } from '../../../answers/problem'

interface Context {
  params: Promise<{ id: string }>
}

/** Asks a run to stop; its finished trials stay. */
export function POST(_request: Request, { params }: Context): Promise<Response> {
  return answer(async () => {
    const { id } = await params
    const result = await requestCancel(id)
    if (result !== 'not-running') return { result }
    if (!(await readRunReport(id))) throw noSuchRun()
    throw new Refusal({
      status: 409,
      title: 'This run has ended already',
      detail: 'There is nothing to cancel. Its results are on its page.',
    })
  })
}
