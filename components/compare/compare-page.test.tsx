import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { withNuqsTestingAdapter } from 'nuqs/adapters/testing'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { ApiProblem } from '@/components/data/api'
import { ComparePage } from './compare-page'

/** @param runs as the address names them; of “gone” the server has said that there is none */
function shown(runs: string): { html: string; asked: string[] } {
  const client = new QueryClient({ defaultOptions: { queries: { retryOnMount: false } } })
  const error = new ApiProblem(404, 'There is no such run', 'It may have been deleted.')
  client
    .getQueryCache()
    .build(client, { queryKey: ['is-there', 'gone'] })
    .setState({ status: 'error', error })
  const Address = withNuqsTestingAdapter({ searchParams: `?runs=${runs}` })
  const html = renderToStaticMarkup(
    <MantineProvider>
      <Address>
        <QueryClientProvider client={client}>
          <ComparePage initial={[]} />
        </QueryClientProvider>
      </Address>
    </MantineProvider>,
  )
  const keys = client.getQueryCache().getAll()
  return { html, asked: keys.map(({ queryKey }) => String(queryKey[0])) }
}

it('says of a run alone that it does not exist, without comparing it with itself', () => {
  for (const runs of ['gone', 'gone,gone']) {
    const { html, asked } = shown(runs)
    expect(html, runs).toContain('There is no such run')
    expect(asked, runs).not.toContain('compare')
  }
})

it('asks of two runs for their comparison alone', () => {
  const { html, asked } = shown('gone,other')
  expect(html).not.toContain('There is no such run')
  expect(asked).toContain('compare')
})
