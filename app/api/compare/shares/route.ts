import { authorOf } from '@/lib/core/access/access'
import * as operations from '@/lib/core/api/subjects/shares'
import { shareDetail } from '@/lib/core/share/share'
import { sealComparison } from '../../../sealing/seal'
import { comparedReports } from '../../answers/compared-reports'
import { endpoint } from '../../answers/endpoint'
import { madeShare, shareSubject } from '../../answers/made-share'

export const dynamic = 'force-dynamic'

export const POST = endpoint(operations.shareComparison, async ({ body, who, changed, together }) => {
  const reports = await comparedReports(body.runs)
  const sealed = await sealComparison(reports, body, authorOf(who))
  return together(async () => {
    const made = await madeShare(sealed)
    changed({
      ...{ action: 'share.created', subject: shareSubject(made.share) },
      detail: { runs: reports.map(({ number }) => String(number)), ...shareDetail(body) },
    })
    return made
  })
})
