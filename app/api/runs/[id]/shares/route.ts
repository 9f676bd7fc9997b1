import { authorOf } from '@/lib/core/access/access'
import { withNext } from '@/lib/core/api/paging'
import * as operations from '@/lib/core/api/subjects/shares'
import { readerOf } from '@/lib/core/review/reader'
import { shareDetail } from '@/lib/core/share/share'
import { readReview } from '@/lib/db/read-review'
import { readRunReport } from '@/lib/db/read-run-report'
import { listShares } from '@/lib/db/shares'
import { storeViewsIfPossible } from '@/lib/sharing/view-counter'
import { sealRun } from '../../../../sealing/seal'
import { askedRun } from '../../../answers/asked'
import { endpoint } from '../../../answers/endpoint'
import { baselineOf } from '../../../answers/html-file'
import { madeShare, shareSubject } from '../../../answers/made-share'
import { noSuchRun, Refusal } from '../../../answers/problem'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.listRunShares, async ({ params, query, request }) => {
  const run = await askedRun(params.id)
  await storeViewsIfPossible()
  return withNext(await listShares(run.id, query), new URL(request.url))
})

export const POST = endpoint(operations.shareRun, async ({ params, body, who, changed, together }) => {
  const report = await readRunReport(params.id)
  if (!report) throw noSuchRun()
  if (report.trials.length === 0)
    throw new Refusal('conflict', 'No trial of this run has ended: there is nothing to show yet.')
  const sealed = await sealRun(
    report,
    {
      baseline: body.withBaseline ? await baselineOf(report) : null,
      threads: body.withComments ? ((await readReview(report.id, readerOf(who)))?.threads ?? []) : null,
    },
    body,
    authorOf(who),
  )
  return together(async () => {
    const made = await madeShare(sealed)
    changed({
      ...{ action: 'share.created', subject: shareSubject(made.share) },
      detail: { run: report.number, ...shareDetail(body), withComments: body.withComments },
    })
    return made
  })
})
