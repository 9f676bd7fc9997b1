'use client'

/** The frozen spec as text, ready for a file or the command line. */
import { Button, CopyButton, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { counted } from '@/components/format/figures'
import { Panel } from '@/components/ui/panel'
import type { RunReport } from '@/lib/core/summary/report'
import { SpecFaults } from './spec-faults'
import styles from './run.module.css'

type Format = 'YAML' | 'JSON'

export function SpecPanel({ report }: { report: RunReport }) {
  const [format, setFormat] = useState<Format>('YAML')
  const { data: text = '' } = useQuery({
    queryKey: ['spec-text', report.id, format],
    queryFn: () => specText(report.spec, format),
    staleTime: Infinity,
  })
  return (
    <Panel
      title="Spec"
      note={[
        'frozen when the run was queued',
        ...(report.spec.scenario.length === 0
          ? []
          : [`scenario of ${counted(report.spec.scenario.length, 'step')}`]),
      ].join(' · ')}
    >
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
    </Panel>
  )
}

async function specText(spec: RunReport['spec'], format: Format): Promise<string> {
  if (format === 'JSON') return JSON.stringify(spec, null, 2)
  // Only readers who open this pay for the YAML library.
  const { stringify } = await import('yaml')
  return stringify(spec)
}
