import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { withNuqsTestingAdapter } from 'nuqs/adapters/testing'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { WebhookItem } from '@/lib/core/webhook/webhook'
import { WebhooksPage } from './webhooks-page'

const webhook: WebhookItem = {
  ...{ id: 'w', name: 'the last of many', url: 'https://hooks.example/', events: ['run.finished'] },
  ...{ retries: 'day', state: 'on', author: 'Ada', createdAt: new Date(0).toISOString() },
  deliveries: { waiting: 0, delivered: 0, failed: 0 },
}

function shown(webhooks: WebhookItem[], page: number): string {
  const Address = withNuqsTestingAdapter({ searchParams: `?webhooks=${page}` })
  const initial = { webhooks: { webhooks, on: 20, total: 21, page, limit: 20 }, deliveries: null }
  return renderToStaticMarkup(
    <MantineProvider>
      <Address>
        <QueryClientProvider client={new QueryClient()}>
          <WebhooksPage initial={initial} />
        </QueryClientProvider>
      </Address>
    </MantineProvider>,
  )
}

it('shows the page that the address asks for, counts all, and leads to the others', () => {
  const html = shown([webhook], 2)
  expect(html).toContain('the last of many')
  expect(html).toContain('21 webhooks, 20 on')
  expect(html).toContain('aria-label="Pages of webhooks"')
  // Its own deliveries, and not those of the first of all.
  expect(html).toContain('Deliveries of the last of many')
})

it('says so where there is no such page, and shows nobody’s deliveries there', () => {
  const html = shown([], 9)
  expect(html).toContain('There is no page 9.')
  expect(html).not.toContain('Deliveries of')
  expect(html).not.toContain('New webhook')
})
