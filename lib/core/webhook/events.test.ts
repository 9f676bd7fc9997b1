import { expect, test } from 'vitest'
import { eventsOfEnd, messageOf, type WebhookRun } from './events'

const held = { strategy: 'a', expression: 'successRate >= 0.9', verdict: 'pass', measured: null } as const
const measured = { value: 0.5, low: 0.4, high: 0.6 }
const missed = { strategy: 'b', expression: 'successRate >= 0.9', verdict: 'fail', measured } as const
const run: WebhookRun = {
  ...{ id: 'r1', number: 12, name: 'checkout', version: null, error: null },
  ...{ status: 'completed', quality: 'good', verdict: 'fail', thresholds: [held, missed] },
}
const at = new Date('2026-11-27T06:00:00.000Z')

test('a run that misses a threshold gives two events, and says which it was', () => {
  const events = eventsOfEnd(run, at)
  expect(events.map(({ type }) => type)).toEqual(['run.finished', 'threshold.failed'])
  expect(events[1]?.data).toMatchObject({ failed: [missed] })
})

test('one that holds them, one that was not judged and one that was cancelled give one', () => {
  for (const other of [
    { ...run, thresholds: [held] },
    { ...run, thresholds: null },
    { ...run, status: 'cancelled' as const },
  ])
    expect(eventsOfEnd(other, at).map(({ type }) => type)).toEqual(['run.finished'])
})

test('what is sent has the address of the run, and nothing else that is not stored', () => {
  const [event] = eventsOfEnd(run, at)
  if (!event) throw new Error('an end is an event')
  expect(messageOf('d1', event, 'https://retry.example')).toEqual({
    ...{ id: 'd1', type: 'run.finished', timestamp: '2026-11-27T06:00:00.000Z' },
    data: { run: { ...run, address: 'https://retry.example/runs/r1' } },
  })
})
