import { MantineProvider } from '@mantine/core'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { ShownFigures } from '@/components/heat-map/shown-figures'
import { strategyLooks } from '@/components/theme/strategy-looks'
import { exampleReport } from '@/lib/core/export/report-fixture'
import type { StrategyFigures } from '@/lib/core/summary/report'
import { EstimateCell } from './estimate-cell'
import { TimesPanel } from './times-panel'
import { WorkPanel } from './work-panel'

const report = exampleReport()
const looks = strategyLooks(report.spec.strategies)

const estimate = { value: 319, low: 306, high: 332 }
const cell = (of: number, given: typeof estimate | null) =>
  renderToStaticMarkup(<EstimateCell estimate={given} of={of} write={String} unit="ms" why="too short" />)

it('shows an estimate with its interval, why there is none, or that nothing was measured', () => {
  expect(cell(5_000, estimate)).toMatch(/319 .*306–332 ms/)
  expect(cell(5_000, null)).toMatch(/title="too short">no interval</)
  expect(cell(0, null)).toBe('–')
})

/** By its column's title. */
function cellOf(Shown: typeof TimesPanel, column: string, change: Partial<StrategyFigures>): string {
  const [first] = report.arms
  if (!first) throw new Error('the fixture has arms')
  const shown: ShownFigures = {
    ...{ arms: [{ ...first, ...change }], cell: null, at: null, state: 'ready', error: null },
    showAll: () => undefined,
  }
  const text = renderToStaticMarkup(
    <MantineProvider>
      <Shown looks={looks} shown={shown} />
    </MantineProvider>,
  )
  return (
    text
      .split(`data-label="${column}"`)[1]
      ?.split('</td>')[0]
      ?.replaceAll(/<[^>]*>|^[^>]*>/g, '') ?? ''
  )
}

const times = { operations: 40, medianMs: 1, p50Ms: null, p90Ms: null, p99Ms: null, p999Ms: null }

describe('a figure without interval', () => {
  it.each([
    [TimesPanel, 'Latency P50', { operations: 5_000, p50LatencyMs: null }, 'no interval'],
    [TimesPanel, 'Latency P50', { operations: 5_000, p50LatencyMs: estimate }, '319 ms 306–332'],
    [TimesPanel, 'P99', { operations: 0, p99LatencyMs: null }, '–'],
    [TimesPanel, 'Retry time P50', { retryTime: times }, 'no interval'],
    [TimesPanel, 'Retry time P50', { retryTime: { ...times, operations: 0 } }, '–'],
    [TimesPanel, 'Retry time P50', { retryTime: null }, '–'],
    [WorkPanel, 'Goodput, operations/s', { operations: 5_000, goodputPerSecond: null }, 'no interval'],
    [WorkPanel, 'Success per attempt', { attempts: 5_000, successRatePerAttempt: null }, 'no interval'],
    [WorkPanel, 'Success per attempt', { attempts: 0, successRatePerAttempt: null }, '–'],
  ])('%o says so in %s, where something was measured: %j', (Shown, column, change, words) => {
    expect(cellOf(Shown, column, change)).toBe(words)
  })
})
