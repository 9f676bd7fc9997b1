/** A Go duration in the largest unit that keeps it whole. */
export function goDuration(ms: number): string {
  if (ms === 0) return '0'
  if (Number.isInteger(ms)) return `${ms} * time.Millisecond`
  return `${Math.round(ms * 1e6)} * time.Nanosecond`
}
