'use client'

/** The frozen spec as text, ready for a file or the command line. */
import { Button, CopyButton, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { counted } from '@/components/format/figures'
import type { RunReport } from '@/lib/core/summary/report'
import { SpecFaults } from './spec-faults'
import styles from './run.module.css'
import ui from '@/components/ui/ui.module.css'

type Format = 'YAML' | 'JSON'

export function SpecPanel({ report }: { report: RunReport }) {
  const [open, setOpen] = useState(false)
  const [format, setFormat] = useState<Format>('YAML')
  const { data: text = '' } = useQuery({
    queryKey: ['spec-text', report.id, format],
    queryFn: () => specText(report.spec, format),
    enabled: open,
    staleTime: Infinity,
  })
  return (
    <details
      className={`${ui.panel} ${styles.details}`}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        Spec
        <span>
          {[
            'frozen when the run was queued',
            ...(report.spec.scenario.length === 0
              ? []
              : [`scenario of ${counted(report.spec.scenario.length, 'step')}`]),
          ].join(' · ')}
        </span>
      </summary>
      <SpecFaults spec={report.spec} />
      <div className={styles.actions}>
        <SegmentedControl
          size="xs"
          data={['YAML', 'JSON']}
          value={format}
          aria-label="Format"
          onChange={(value) => setFormat(value === 'JSON' ? 'JSON' : 'YAML')}
        />
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button size="compact-sm" variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </div>
      <pre className={styles.code} tabIndex={0} aria-label={`Spec as ${format}`}>
        {text}
      </pre>
    </details>
  )
}

async function specText(spec: RunReport['spec'], format: Format): Promise<string> {
  if (format === 'JSON') return JSON.stringify(spec, null, 2)
  // Only readers who open this pay for the YAML library.
  const { stringify } = await import('yaml')
  return stringify(spec)
}
