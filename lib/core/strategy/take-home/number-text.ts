/** Figures as several targets write them. */

/** At most so many decimals and no exponent: what configuration parsers read. */
export function plain(value: number, decimals = 6): string {
  return value
    .toFixed(decimals)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')
}

/** "0.05s": the JSON form of a protobuf Duration. */
export function protobufDuration(ms: number): string {
  return `${plain(ms / 1000, 9)}s`
}

/** "50 %". */
export function share(value: number): string {
  return `${plain(value * 100, 1)} %`
}

/** "0–100 %" of the nominal delay. */
export function shares({ lowShare, highShare }: { lowShare: number; highShare: number }): string {
  return lowShare === highShare ? share(lowShare) : `${plain(lowShare * 100, 1)}–${share(highShare)}`
}
