/** Lengths of time and instants in words. */

/** "850 ms", "12 s", "1 min 20 s", "2 h 5 min", "3 d 4 h": two units at most. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.max(0, Math.round(milliseconds))} ms`
  if (milliseconds < 9_950) return `${Number((milliseconds / 1000).toFixed(1))} s`
  const seconds = Math.round(milliseconds / 1000)
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return twoUnits(Math.floor(seconds / 60), 'min', seconds % 60, 's')
  const minutes = Math.round(seconds / 60)
  if (minutes < 1440) return twoUnits(Math.floor(minutes / 60), 'h', minutes % 60, 'min')
  const hours = Math.round(minutes / 60)
  return twoUnits(Math.floor(hours / 24), 'd', hours % 24, 'h')
}

/** "about 12 s left", in whole seconds: it changes every second and should not flicker. "finishing" when nothing is left to expect. */
export function timeLeft(milliseconds: number): string {
  // The last part of a run has no length that could be known; a number would stand still at "1 s".
  return milliseconds < 1500 ? 'finishing' : `about ${duration(Math.ceil(milliseconds / 1000) * 1000)} left`
}

function twoUnits(big: number, bigUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${big} ${bigUnit}` : `${big} ${bigUnit} ${small} ${smallUnit}`
}

/** "just now", "5 min ago", "3 h ago", and the date once it is older than a day. */
export function ago(iso: string, now: Date): string {
  const seconds = (now.getTime() - new Date(iso).getTime()) / 1000
  if (seconds < 45) return 'just now'
  if (seconds < 3570) return `${Math.max(1, Math.round(seconds / 60))} min ago`
  if (seconds < 86_400) return `${Math.round(seconds / 3600)} h ago`
  return dateTime(iso)
}

/** "23 Nov 2026, 11:32" in the reader's zone. */
export function dateTime(iso: string): string {
  return new Date(iso).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
}

/** "23 Nov 2026, 11:32:05 CET (Europe/Berlin)". @param zone the reader's own unless one is named */
export function zonedTime(iso: string, zone = Intl.DateTimeFormat().resolvedOptions().timeZone): string {
  const time = new Date(iso).toLocaleString('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'long',
    timeZone: zone,
  })
  return time.endsWith(` ${zone}`) ? time : `${time} (${zone})`
}

/** "11:32:05" in the reader's zone. */
export function timeOfDay(at: number): string {
  return new Date(at).toLocaleTimeString('en-GB')
}

/** Milliseconds between two instants; null when one is missing. */
export function between(from: string | null, to: string | null): number | null {
  return from === null || to === null ? null : new Date(to).getTime() - new Date(from).getTime()
}
