import { MantineProvider } from '@mantine/core'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { strategyLooks } from '@/components/theme/strategy-looks'
import type { StrategyComparison } from '@/lib/core/comparison/compare-runs'
import { PointTable } from './point-table'

const [first, second] = strategyLooks([
  { use: 'no-retry', label: 'a' },
  { use: 'constant', label: 'b' },
])

it('each figure leads to its own cell of the run; where a point was not compared, nothing does', () => {
  const strategy = (label: string, arm: number, pointIndex: number): StrategyComparison => ({
    ...{ label, labelBefore: label, arm, changes: [], overall: [], suspect: false },
    cells: [
      {
        ...{ pointIndex, point: `point ${pointIndex}`, suspect: false },
        comparisons: [
          {
            ...{ metric: 'successRate', before: null, now: null, difference: null },
            ...{ verdict: 'inconclusive', reason: 'no interval now (561 of 570 succeeded): too short' },
          },
        ],
      },
    ],
  })
  if (!first || !second) throw new Error('two strategies have two looks')
  const html = renderToStaticMarkup(
    <MantineProvider>
      <PointTable
        runId="r"
        metric="successRate"
        rows={[
          { look: first, strategy: strategy('a', 2, 7) },
          { look: second, strategy: strategy('b', 0, 3) },
        ]}
      />
    </MantineProvider>,
  )
  expect([...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href)).toEqual([
    '/runs/r?cell=3.0',
    '/runs/r?cell=7.2',
  ])
  expect(html).toContain('561 of 570 succeeded')
})
