/** A comparison as a file to take away: to read, or its figures. */
import * as operations from '@/lib/core/api/subjects/shares'
import { comparisonCsv } from '@/lib/core/export/comparison-csv'
import { comparisonFileName, exportFormats } from '@/lib/core/export/formats'
import { comparedReports } from '../../answers/compared-reports'
import { endpoint } from '../../answers/endpoint'
import { htmlOfComparison } from '../../answers/html-file'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.exportComparison, async ({ query: { runs, metric, format } }) => {
  const [baseline, ...others] = await comparedReports(runs)
  const numbers = [baseline, ...others].map(({ number }) => number)
  const body =
    format === 'csv'
      ? comparisonCsv(baseline, others)
      : htmlOfComparison({ baseline, others, view: { metric }, madeAt: new Date().toISOString() })
  return new Response(body, {
    headers: {
      'content-type': exportFormats[format].mediaType,
      'content-disposition': `attachment; filename="${comparisonFileName(numbers, format)}"`,
      'cache-control': 'no-store',
    },
  })
})
