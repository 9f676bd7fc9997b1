import { z } from 'zod'
import { deleteRun } from '@/lib/db/delete-run'
import { pinRun } from '@/lib/db/pin-run'
import { readRunReportJson } from '@/lib/db/read-run-report'
import { answer, noSuchRun, Refusal } from '../../answers/problem'

export const dynamic = 'force-dynamic'

interface Context {
  params: Promise<{ id: string }>
}

/** A run with everything derived from its trials. */
export function GET(_request: Request, { params }: Context): Promise<Response> {
  return answer(async () => {
    const report = await readRunReportJson((await params).id)
    if (report === null) throw noSuchRun()
    return new Response(report, {
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    })
  })
}

const changeSchema = z.strictObject({ pinned: z.boolean() })

/** Pins a run, so that no clean-up deletes it, or lets it go again: `{"pinned": true}`. */
export function PATCH(request: Request, { params }: Context): Promise<Response> {
  return answer(async () => {
    const change = changeSchema.safeParse(await request.json().catch(() => null))
    if (!change.success)
      throw new Refusal({
        status: 400,
        title: 'That cannot be changed',
        detail: 'Send {"pinned": true} or {"pinned": false}.',
      })
    if (!(await pinRun((await params).id, change.data.pinned))) throw noSuchRun()
    return { pinned: change.data.pinned }
  })
}

/** Deletes a run that is not running. */
export function DELETE(_request: Request, { params }: Context): Promise<Response> {
  return answer(async () => {
    const result = await deleteRun((await params).id)
    if (result === 'not-found') throw noSuchRun()
    if (result === 'running')
      throw new Refusal({
        status: 409,
        title: 'This run is under way',
        detail: 'Cancel it first; then it can be deleted.',
      })
    return new Response(null, { status: 204 })
  })
}
