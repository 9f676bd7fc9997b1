/** Runs and comparisons as the HTML files that are exported. Share links draw their own pages (app/sealing/seal.ts). */
import { strategyLooks } from '@/components/theme/strategy-looks'
import { comparisonHtml, type ComparisonFile } from '@/lib/core/export/comparison-html'
import { runHtml, type RunFile } from '@/lib/core/export/run-html'
import type { RunReport } from '@/lib/core/summary/report'
import { readRunReport } from '@/lib/db/read-run-report'
import { colours } from '../../sealing/colours'

/** @param baseline as {@link baselineOf} has read it */
export function htmlOfRun(
  report: RunReport,
  baseline: RunReport | null,
  rest: Omit<RunFile, 'report' | 'baseline' | 'looks' | 'colours'> = {},
): string {
  return runHtml({ ...rest, report, baseline, looks: strategyLooks(report.spec.strategies), colours })
}

export function htmlOfComparison(rest: Omit<ComparisonFile, 'looksOf' | 'colours'>): string {
  return comparisonHtml({ ...rest, looksOf: ({ spec }) => strategyLooks(spec.strategies), colours })
}

/** The run that this one is held against; null where there is none but itself. */
export async function baselineOf({ id, baseline }: RunReport): Promise<RunReport | null> {
  return baseline === null || baseline.id === id ? null : readRunReport(baseline.id)
}
