/** A run as a file to take away: its report for people or programs, its figures, or all of its attempts. */
import * as operations from '@/lib/core/api/subjects/run'
import { delayLawsOf } from '@/lib/core/export/delay-laws'
import { exportFileName, exportFormats, type ExportFormat } from '@/lib/core/export/formats'
import { runCsv } from '@/lib/core/export/run-csv'
import { runMarkdown } from '@/lib/core/export/run-markdown'
import type { RunReport } from '@/lib/core/summary/report'
import { exportArrow } from '@/lib/db/export-arrow'
import { readRunReport, readRunReportJson } from '@/lib/db/read-run-report'
import { askedRun } from '../../../answers/asked'
import { endpoint } from '../../../answers/endpoint'
import { baselineOf, htmlOfRun } from '../../../answers/html-file'
import { noSuchRun } from '../../../answers/problem'
import { streamOf } from '../../../answers/stream'
import { timelinesOf } from './timelines'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.exportRun, async ({ params, query: { format } }) => {
  const run = await askedRun(params.id)
  return new Response(await bodyOf(run, format), {
    headers: {
      'content-type': exportFormats[format].mediaType,
      'content-disposition': `attachment; filename="${exportFileName(run.number, format)}"`,
      'cache-control': 'no-store',
    },
  })
})

async function bodyOf(
  run: { id: string; number: number; labels: string[] },
  format: ExportFormat,
): Promise<string | ReadableStream<Uint8Array>> {
  switch (format) {
    case 'arrow':
      return streamOf(`run ${run.id}`, exportArrow(run))
    case 'json': {
      const json = await readRunReportJson(run.id)
      if (json === null) throw noSuchRun()
      return json
    }
    case 'csv':
      return runCsv(await reportOf(run.id))
    case 'md':
      return runMarkdown(await reportOf(run.id))
    case 'html': {
      const report = await reportOf(run.id)
      return htmlOfRun(report, await baselineOf(report), {
        ...{ delayLaws: await delayLawsOf(report.spec), timelines: await timelinesOf(report) },
        madeAt: new Date().toISOString(),
      })
    }
  }
}

async function reportOf(id: string): Promise<RunReport> {
  const report = await readRunReport(id)
  if (report === null) throw noSuchRun()
  return report
}
