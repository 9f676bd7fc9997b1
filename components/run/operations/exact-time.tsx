'use client'

/** An instant to the millisecond in the reader's zone: lines of a log are found by it. The server does not know that zone. */
import { useMounted } from '@mantine/hooks'

export function ExactTime({ iso }: { iso: string }) {
  const mounted = useMounted()
  const inUtc = iso.replace('T', ' ').replace('Z', ' UTC')
  return (
    // Logs of servers are mostly written in UTC.
    <time dateTime={iso} title={inUtc}>
      {mounted ? exactTime(iso) : inUtc}
    </time>
  )
}

/** "23 Nov 2026, 11:32:05.678 CET (Europe/Berlin)". @param zone the reader's own unless one is named */
export function exactTime(iso: string, zone = Intl.DateTimeFormat().resolvedOptions().timeZone): string {
  const time = new Date(iso).toLocaleString('en-GB', {
    ...{ day: 'numeric', month: 'short', year: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 },
    ...{ timeZoneName: 'short', timeZone: zone },
  })
  return `${time} (${zone})`
}
