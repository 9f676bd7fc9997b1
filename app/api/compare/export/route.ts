import * as operations from '@/lib/core/api/subjects/shares'
import { comparedReports } from '../../answers/compared-reports'
import { endpoint } from '../../answers/endpoint'
import { htmlOfComparison } from '../../answers/html-file'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.exportComparison, async ({ query: { runs, metric } }) => {
  const [baseline, ...others] = await comparedReports(runs)
  const numbers = [baseline, ...others].map(({ number }) => number).join('-')
  const html = htmlOfComparison({ baseline, others, view: { metric }, madeAt: new Date().toISOString() })
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-disposition': `attachment; filename="retryscope-comparison-${numbers}.html"`,
      'cache-control': 'no-store',
    },
  })
})
