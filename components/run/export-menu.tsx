'use client'

/** A run or a comparison as a file: what each format is good for stands beside it. */
import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { ComparedMetric } from '@/lib/core/comparison/compare-runs'
import {
  COMPARISON_FORMATS,
  comparisonFormats,
  EXPORT_FORMATS,
  exportFileName,
  exportFormats,
} from '@/lib/core/export/formats'
import type { RunReport } from '@/lib/core/summary/report'
import styles from './run.module.css'

interface OfferedFile {
  title: string
  words: string
  href: string
  /** True = as the answer calls it. */
  download: string | true
}

/** Nothing to take away before the first trial has ended. */
export function ExportMenu({
  run: { id, number, trials },
}: {
  run: Pick<RunReport, 'id' | 'number' | 'trials'>
}) {
  if (trials.length === 0) return null
  const formats = EXPORT_FORMATS.map((format) => ({
    ...exportFormats[format],
    href: `/api/runs/${id}/export?format=${format}`,
    download: exportFileName(number, format),
  }))
  const attempts = {
    title: 'Attempts as CSV',
    words: 'Every attempt, for a spreadsheet',
    href: `/api/runs/${id}/attempts?format=csv`,
    download: `retryscope-run-${number}-attempts.csv`,
  }
  return <FileMenu files={[...formats, attempts]} />
}

/** @param runs ids or numbers, the baseline first @param metric that the cells of the HTML file are told by */
export function ComparisonExportMenu({ runs, metric }: { runs: readonly string[]; metric: ComparedMetric }) {
  return <FileMenu files={comparisonFiles(runs, metric)} />
}

export function comparisonFiles(runs: readonly string[], metric: ComparedMetric): OfferedFile[] {
  const query = `runs=${runs.map(encodeURIComponent).join(',')}&metric=${metric}`
  return COMPARISON_FORMATS.map((format) => ({
    ...comparisonFormats[format],
    ...{ href: `/api/compare/export?${query}&format=${format}`, download: true },
  }))
}

function FileMenu({ files }: { files: readonly OfferedFile[] }) {
  return (
    <Menu position="bottom-end" width={340}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} stroke={1.7} aria-hidden="true" />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {files.map(({ title, words, href, download }) => (
          <Menu.Item key={href} component="a" href={href} download={download}>
            {title}
            <span className={styles.menuWords}>{words}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
