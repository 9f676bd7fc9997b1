import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { exampleReport } from '@/lib/core/export/report-fixture'
import type { RunListItem, RunReport } from '@/lib/core/summary/report'
import { LivePanel } from './live-panel'

const report = exampleReport()

/** The list of what runs has the run still, whatever has become of it since. */
function shown(change: Partial<RunReport>): string {
  const client = new QueryClient()
  client.setQueryData(['run', report.id], { ...report, progress: null, ...change })
  return renderToStaticMarkup(
    <QueryClientProvider client={client}>
      <MantineProvider>
        <LivePanel item={{ ...report, status: 'running' } as unknown as RunListItem} />
      </MantineProvider>
    </QueryClientProvider>,
  )
}

it('never shows a run that has ended as one that starts or runs', () => {
  expect(shown({ status: 'running', trials: [], finishedAt: null })).toContain('starting the lab')
  for (const status of ['completed', 'cancelled', 'failed'] as const) {
    const text = shown({ status, finishedAt: report.createdAt })
    expect(text).toMatch(new RegExp(`<strong>${status}</strong>`))
    expect(text).not.toMatch(/starting|running|started .* ago/)
  }
})
