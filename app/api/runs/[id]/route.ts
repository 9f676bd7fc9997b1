import * as operations from '@/lib/core/api/subjects/runs'
import { readRun } from '@/lib/core/api/subjects/run'
import { readerOf } from '@/lib/core/review/reader'
import { approvers } from '@/lib/core/review/review'
import { deleteRun } from '@/lib/db/delete-run'
import { markBaseline } from '@/lib/db/mark-baseline'
import { pinRun } from '@/lib/db/pin-run'
import { readApproval } from '@/lib/db/read-review'
import { readRunReportJson } from '@/lib/db/read-run-report'
import { tagRun } from '@/lib/db/tag-run'
import { endpoint } from '../../answers/endpoint'
import { noSuchRun, Refusal } from '../../answers/problem'
import { reviewNow } from '../../answers/reviewed'
import { changedRun } from '../../answers/subjects'

export const dynamic = 'force-dynamic'

export const GET = endpoint(readRun, async ({ params: { id } }) => {
  const report = await readRunReportJson(id)
  if (report === null) throw noSuchRun()
  return new Response(report, {
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  })
})

export const PATCH = endpoint(operations.changeRun, async ({ params: { id }, body, who, changed }) => {
  const subject = await changedRun(id)
  if ('tags' in body) {
    await tagRun(id, body.tags)
    changed({ action: 'run.tagged', subject, detail: { tags: body.tags } })
  } else if ('pinned' in body) {
    if (await pinRun(id, body.pinned))
      changed({ action: body.pinned ? 'run.pinned' : 'run.unpinned', subject })
  } else {
    const basis = body.baseline ? await readApproval(id, readerOf(who)) : null
    if (body.approvedContent !== undefined && basis?.contentHash !== body.approvedContent)
      throw new Refusal(
        'content-changed',
        'Nothing was changed: the run is no longer approved as you have seen it. Look at its review again.',
      )
    await markBaseline(id, body.baseline, basis)
    if (body.baseline) {
      // Also of a run that is not approved: a baseline that rests on no review is what a reader of the log looks for.
      const { state, reviewers } = await reviewNow(id, who)
      const detail = { review: state, approvals: approvers(reviewers).length, ...basis }
      changed({ action: 'baseline.set', subject, detail })
    } else changed({ action: 'baseline.cleared', subject })
  }
  return body
})

export const DELETE = endpoint(operations.deleteRun, async ({ params: { id }, changed }) => {
  const subject = await changedRun(id)
  const result = await deleteRun(id)
  if (result === 'not-found') throw noSuchRun()
  if (result === 'running') throw new Refusal('run-under-way', 'Cancel it first; then it can be deleted.')
  changed({ action: 'run.deleted', subject })
  return new Response(null, { status: 204 })
})
