import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { withNuqsTestingAdapter } from 'nuqs/adapters/testing'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { strategyLooks } from '@/components/theme/strategy-looks'
import { exampleReport } from '@/lib/core/export/report-fixture'
import type { Review } from '@/lib/core/review/review'
import ReviewTab from './review-tab'

it('shows what was said before it asks for a decision', () => {
  const report = exampleReport()
  const review: Review = {
    ...{ contentHash: 'f'.repeat(64), madeBy: null, reviewers: [], state: 'none', threads: [] },
    ...{ openThreads: 0, baseline: null, version: 1 },
  }
  const client = new QueryClient()
  client.setQueryData(['review', report.id], review)
  const Address = withNuqsTestingAdapter()
  const text = renderToStaticMarkup(
    <Address>
      <QueryClientProvider client={client}>
        <MantineProvider>
          <ReviewTab report={report} looks={strategyLooks(report.spec.strategies)} />
        </MantineProvider>
      </QueryClientProvider>
    </Address>,
  )
  expect(text).toMatch(/>Comments<.*>Decide</)
})
