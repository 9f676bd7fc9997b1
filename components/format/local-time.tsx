'use client'

/** An instant in the reader's zone, which its title names. The server does not know that zone, so it shows up with the first client render. */
import { useMounted } from '@mantine/hooks'
import { ago, dateTime, zonedTime } from './duration'

export function LocalTime({ iso, relative = false }: { iso: string; relative?: boolean }) {
  const mounted = useMounted()
  const text = !mounted ? iso.slice(0, 10) : relative ? ago(iso, new Date()) : dateTime(iso)
  return (
    <time dateTime={iso} title={mounted ? zonedTime(iso) : undefined} style={{ whiteSpace: 'nowrap' }}>
      {text}
    </time>
  )
}
