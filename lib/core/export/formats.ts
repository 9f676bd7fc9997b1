/** The files that a run, or a comparison of runs, can be taken away as: one list each for the route and the menu. */

export const EXPORT_FORMATS = ['html', 'md', 'json', 'csv', 'arrow'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

export const exportFormats: Record<ExportFormat, { title: string; words: string; mediaType: string }> = {
  html: {
    title: 'One HTML file',
    words: 'Everything to read, with its charts; opens offline',
    mediaType: 'text/html; charset=utf-8',
  },
  md: {
    title: 'Markdown',
    words: 'Verdict, tables, findings and spec as text',
    mediaType: 'text/markdown; charset=utf-8',
  },
  json: {
    title: 'JSON',
    words: 'The whole report, as the pages read it',
    mediaType: 'application/json; charset=utf-8',
  },
  csv: {
    title: 'Figures as CSV',
    words: 'A row per fault point and strategy; each metric with its interval',
    mediaType: 'text/csv; charset=utf-8',
  },
  arrow: {
    title: 'Attempts as Arrow',
    words: 'Every attempt, for pandas, Polars or DuckDB',
    mediaType: 'application/vnd.apache.arrow.file',
  },
}

/** "retryscope-run-12.csv" */
export function exportFileName(number: number, format: ExportFormat): string {
  return `retryscope-run-${number}.${format}`
}

export const COMPARISON_FORMATS = ['html', 'csv'] as const satisfies ExportFormat[]
export type ComparisonFormat = (typeof COMPARISON_FORMATS)[number]

export const comparisonFormats: Record<ComparisonFormat, { title: string; words: string }> = {
  html: {
    title: exportFormats.html.title,
    words: 'What the runs differ in, every difference and its chart; opens offline',
  },
  csv: {
    title: 'Differences as CSV',
    words: 'A row per run, strategy, metric and fault point, with its interval',
  },
}

/** "retryscope-comparison-12-14.csv": the baseline first. */
export function comparisonFileName(numbers: readonly number[], format: ComparisonFormat): string {
  return `retryscope-comparison-${numbers.join('-')}.${format}`
}
