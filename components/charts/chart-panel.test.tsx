import { MantineProvider } from '@mantine/core'
import { withNuqsTestingAdapter } from 'nuqs/adapters/testing'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { ChartPanel } from './chart-panel'

function shown(searchParams: string): string {
  const Address = withNuqsTestingAdapter({ searchParams })
  return renderToStaticMarkup(
    <Address>
      <MantineProvider>
        <ChartPanel
          title="Retry-count distribution"
          metric="retryCount"
          explanation=""
          looks={[]}
          numbers={{ head: ['Strategy'], rows: [] }}
          csv={() => Promise.resolve({ head: [], rows: [] })}
          controls="over the latency"
          drawingControls="Linear or logarithmic"
          empty={null}
        >
          the chart
        </ChartPanel>
      </MantineProvider>
    </Address>,
  )
}

it('shows what changes the drawing alone only beside the drawing', () => {
  expect(shown('')).toContain('Linear or logarithmic')
  const numbers = shown('?numbers=retryCount')
  expect(numbers).toContain('Retry-count distribution: numbers')
  expect(numbers).not.toContain('Linear or logarithmic')
  expect(numbers).toContain('over the latency')
})
