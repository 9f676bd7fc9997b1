/** "14:02" today, "25 Nov, 14:02" before; in the reader's zone. @param ms since 1970 */
export function clockTime(ms: number, now = new Date()): string {
  const then = new Date(ms)
  const time = then.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  if (then.toDateString() === now.toDateString()) return time
  return `${then.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })}, ${time}`
}
