import { z } from 'zod'
import { deleteRun } from '@/lib/db/delete-run'
import { markBaseline } from '@/lib/db/mark-baseline'
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

const changeSchema = z.union([
  z.strictObject({ pinned: z.boolean() }),
  z.strictObject({ baseline: z.boolean() }),
])

/**
 * Pins a run, so that no clean-up deletes it, or lets it go again: `{"pinned": true}`. Makes it what later runs of its name are
 * held against: `{"baseline": true}`.
 */
export function PATCH(request: Request, { params }: Context): Promise<Response> {
  return answer(async () => {
    const change = changeSchema.safeParse(await request.json().catch(() => null))
    if (!change.success)
      throw new Refusal({
        status: 400,
        title: 'That cannot be changed',
        detail: 'Send {"pinned": true} or {"baseline": true}, or false in place of true.',
      })
    const { id } = await params
    const isFound =
      'pinned' in change.data
        ? await pinRun(id, change.data.pinned)
        : await markBaseline(id, change.data.baseline)
    if (!isFound) throw noSuchRun()
    return change.data
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
