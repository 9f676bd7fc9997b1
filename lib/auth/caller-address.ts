/**
 * Who asks, as the server saw it; where a proxy stands before it, as the last one tells (scripts/forwarded-by-proxy.mjs). Whoever gets
 * past that proxy writes there what he likes, as many names as he likes: what is counted by address needs a bound over all of them as
 * well.
 */
export function callerAddress(headers: Headers): string {
  const told = headers.get('x-forwarded-for') ?? ''
  return told.split(',').at(-1)?.trim().slice(0, 64) || 'unknown'
}
