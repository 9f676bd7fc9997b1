import { expect, it } from 'vitest'
import { BREAKER_STATES } from '../core/history/series'
import type { Client } from './ports'
import { FAILED, OK, specOf, VirtualLab } from './virtual-lab'

const BREAKER = {
  use: 'breaker',
  params: { consecutiveFailures: 2, openMs: 300, initialDelayMs: 10, maxAttempts: 1 },
}

it('hears of each change of a breaker, at its time', async () => {
  // Fails from 200 ms to 400 ms after the window's begin.
  let windowMs: number | null = null
  const lab = new VirtualLab((_, atMs) => {
    windowMs ??= atMs
    const sinceMs = atMs - windowMs
    return { afterMs: 1, reply: sinceMs >= 200 && sinceMs < 400 ? FAILED : OK }
  })
  const { series } = await lab.run(
    specOf({
      strategies: [BREAKER, { use: 'constant' }],
      workload: { load: { mode: 'open', ratePerSecond: 100, arrivals: 'constant' } },
    }),
  )
  expect(series.map(({ name, arm }) => [name, arm])).toEqual([['breaker', 0]])
  const changes = series[0]?.points ?? []
  expect(changes.map(([, state]) => BREAKER_STATES[state ?? -1])).toEqual([
    'closed',
    'open',
    'half-open',
    'closed',
  ])
  const [, openedMs = NaN, probedMs = NaN] = changes.map(([atMs]) => atMs)
  expect(openedMs).toBeGreaterThanOrEqual(200)
  expect(openedMs).toBeLessThan(250)
  // Half-open with the first try after its time is over.
  expect(probedMs - openedMs).toBeGreaterThan(300)
  expect(probedMs - openedMs).toBeLessThan(320)
})

it('samples connections four times a second, and asks clients that cannot tell for nothing', async () => {
  const lab = new VirtualLab(() => ({ afterMs: 1, reply: OK }))
  const openPlainly = lab.ports.target.openClient
  let opened = 0
  lab.ports.target.openClient = async (arm) => {
    const client: Client & { close(): void } = await openPlainly(arm)
    if (opened++ > 0) return client
    let asked = 0
    return { ...client, connections: () => ({ open: 6 - asked++, waiting: 1 }) }
  }
  const { series } = await lab.run(
    specOf({
      strategies: [{ use: 'no-retry' }, { use: 'constant' }],
      workload: { load: { mode: 'open', ratePerSecond: 20 } },
    }),
  )
  expect(series.map(({ name, arm, points }) => [name, arm, points.length])).toEqual([
    ['connections-open', 0, 4],
    ['connections-waiting', 0, 4],
  ])
  expect(series[0]?.points.map(([atMs, value]) => [Math.round(atMs), value])).toEqual([
    [0, 6],
    [250, 5],
    [500, 4],
    [750, 3],
  ])
})
