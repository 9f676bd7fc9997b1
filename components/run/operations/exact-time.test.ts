import { expect, it } from 'vitest'
import { exactTime } from './exact-time'

it('an instant is written in the zone of its reader, with its milliseconds', () => {
  const iso = '2026-11-27T23:40:01.309Z'
  expect(exactTime(iso, 'Europe/Berlin')).toBe('28 Nov 2026, 00:40:01.309 CET (Europe/Berlin)')
  expect(exactTime(iso, 'UTC')).toBe('27 Nov 2026, 23:40:01.309 UTC (UTC)')
})
