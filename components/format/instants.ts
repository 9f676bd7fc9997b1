/** Instants of a trial and spans between them in words, in as many digits as are looked at. Pure. */

/**
 * "0", "400 ms", "12 s", "4.25 s", "1:30 min", "−0.2 s".
 * @param step smallest difference that has to be seen, in milliseconds
 */
export function instantWords(ms: number, step: number): string {
  const sign = ms < 0 ? '−' : ''
  const size = Math.abs(ms)
  const wholeMs = Math.round(size)
  if (wholeMs === 0) return '0'
  if (wholeMs < 1_000 && step < 1_000) return `${sign}${wholeMs} ms`
  const digits = step >= 1_000 ? 0 : step >= 100 ? 1 : step >= 10 ? 2 : 3
  // Rounded first: what becomes a whole minute is no sixty seconds.
  const unit = 10 ** (3 - digits)
  const rounded = Math.round(size / unit) * unit
  if (rounded === 0) return '0'
  if (rounded < 60_000) return `${sign}${(rounded / 1_000).toFixed(digits)} s`
  const minutes = Math.floor(rounded / 60_000)
  const seconds = ((rounded - minutes * 60_000) / 1_000).toFixed(digits)
  return `${sign}${minutes}:${seconds.padStart(digits === 0 ? 2 : digits + 3, '0')} min`
}

/** "4.25 s to 4.75 s": what is looked at. */
export function spanWords([fromMs, toMs]: readonly [fromMs: number, toMs: number]): string {
  const step = (toMs - fromMs) / 100
  return `${instantWords(fromMs, step)} to ${instantWords(toMs, step)}`
}
