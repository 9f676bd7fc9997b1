import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { ReviewVerdict } from '@/lib/core/review/review'
import { BaselineOffer } from './baseline-offer'
import { DecideForm } from './decide-form'

const contentHash = 'f'.repeat(64)
const at = '2026-11-27T07:00:00.000Z'
const report = { id: 'run', name: 'Run', baseline: null, quality: 'good' as const, trials: [] }

function shown(children: React.ReactNode): string {
  return renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <MantineProvider>{children}</MantineProvider>
    </QueryClientProvider>,
  )
}

const form = (quality: 'good' | 'suspect', verdict: ReviewVerdict) =>
  shown(
    <DecideForm
      report={{ ...report, quality }}
      contentHash={contentHash}
      own={{ verdict, note: null, at, contentHash, current: true }}
    />,
  )
const offer = (quality: 'good' | 'suspect') =>
  shown(
    <BaselineOffer
      report={{ ...report, quality }}
      review={{
        ...{ contentHash, madeBy: null, reviewers: [], state: 'approved', threads: [], openThreads: 0 },
        ...{ baseline: null, version: 1 },
      }}
      seen={contentHash}
    />,
  )

it('cautions beside both buttons where the measurement is suspect', () => {
  for (const text of [form('suspect', 'approve'), offer('suspect')])
    expect(text).toContain('the measurement is suspect')
  for (const text of [form('good', 'approve'), offer('good')]) expect(text).not.toContain('suspect')
})

it('asks for a reason where changes are requested', () => {
  expect(form('good', 'request-changes')).toMatch(/<textarea[^>]* required=""/)
  expect(form('good', 'approve')).not.toMatch(/<textarea[^>]* required=""/)
})
