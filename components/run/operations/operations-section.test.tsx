import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { withNuqsTestingAdapter } from 'nuqs/adapters/testing'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { ApiProblem } from '@/components/data/api'
import { OperationsSection } from './operations-section'

const wanted = {
  trial: 0,
  arm: null,
  filter: 'all',
  order: 'start',
  from: null,
  to: null,
  page: 1,
  limit: 20,
}

function shown(client: QueryClient): string {
  const Address = withNuqsTestingAdapter()
  return renderToStaticMarkup(
    <MantineProvider>
      <Address>
        <QueryClientProvider client={client}>
          <OperationsSection runId="r" trial={0} looks={[]} workload="register" />
        </QueryClientProvider>
      </Address>
    </MantineProvider>,
  )
}

it('keeps the place of a list that is on its way', () => {
  const html = shown(new QueryClient())
  expect(html).toContain('aria-busy="true"')
  expect(html).not.toContain('Try again')
})

function failed(error: Error): string {
  const client = new QueryClient({ defaultOptions: { queries: { retryOnMount: false } } })
  client
    .getQueryCache()
    .build(client, { queryKey: ['operations', 'r', wanted] })
    .setState({ status: 'error', error })
  return shown(client)
}

it('says that a list could not be read, and offers to ask again where that may help', () => {
  const html = failed(new ApiProblem(500, 'The server failed', 'Look at its log.'))
  expect(html).toContain('The server failed')
  expect(html).toContain('Try again')
  expect(html).not.toContain('aria-busy')
  const missing = failed(new ApiProblem(404, 'No such run', ''))
  expect(missing).toContain('No such run')
  expect(missing).not.toContain('Try again')
})
