import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { intendedEntry } from '@/lib/core/fault/ledger'
import { faults } from '@/lib/core/fault/registry'
import { StuckNotice } from './stuck-notice'

const params = faults.latency.params.parse({ latencyMs: 20 })
const step = { id: 'latency', fault: 'latency', params, startMs: 0, endMs: null }
const entry = {
  ...intendedEntry(step, null),
  state: 'stuck' as const,
  problem: 'Toxiproxy refuses to remove it.',
}

test('a run’s page says which faults are stuck, where and why, and nothing when there are none', () => {
  const text = renderToStaticMarkup(
    <StuckNotice faults={[{ trialIndex: 0, lab: 'external-0a', entry }]} labels={[]} />,
  ).replace(/<[^>]*>/g, ' ')
  for (const words of ['1 fault could not be removed', 'stuck', entry.what, 'trial 1 · lab external-0a'])
    expect(text).toContain(words)
  expect(text).toContain(entry.problem)
  expect(renderToStaticMarkup(<StuckNotice faults={[]} labels={[]} />)).toBe('')
})
