'use client'

/** The run as a file: what each format is good for stands beside it. */
import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { EXPORT_FORMATS, exportFileName, exportFormats } from '@/lib/core/export/formats'
import type { RunReport } from '@/lib/core/summary/report'
import styles from './run.module.css'

/** Nothing to take away before the first trial has ended. */
export function ExportMenu({
  run: { id, number, trials },
}: {
  run: Pick<RunReport, 'id' | 'number' | 'trials'>
}) {
  if (trials.length === 0) return null
  return (
    <Menu position="bottom-end" width={340}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} stroke={1.7} aria-hidden="true" />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {EXPORT_FORMATS.map((format) => (
          <Menu.Item
            key={format}
            component="a"
            href={`/api/runs/${id}/export?format=${format}`}
            download={exportFileName(number, format)}
          >
            {exportFormats[format].title}
            <span className={styles.menuWords}>{exportFormats[format].words}</span>
          </Menu.Item>
        ))}
        <Menu.Item
          component="a"
          href={`/api/runs/${id}/attempts?format=csv`}
          download={`retryscope-run-${number}-attempts.csv`}
        >
          Attempts as CSV
          <span className={styles.menuWords}>Every attempt, for a spreadsheet</span>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
