/** From a strategy and its parameters to what it wants: every parameter is read, or named as one that no target has. */
import { schemaFields } from '../../schema/schema-fields'
import type { StrategyDescription } from '../strategy'
import { lawBounds } from './delay-law'
import { LIBRARY_READERS } from './library-readers'
import { OWN_READERS } from './own-readers'
import { exponentialLaw, ParamReader } from './param-reader'
import { intentOf, type Read, type RetryIntent } from './retry-intent'

/**
 * The intent of a strategy; null when its delays follow no law that could be written down elsewhere, or when it is code of
 * the user's own, of which nothing but the parameters is known.
 * A strategy without a reader is read by the names that strategies share, if its bounds bear that out.
 */
export function readIntent(
  strategy: StrategyDescription,
  params: Record<string, unknown>,
): RetryIntent | null {
  if (strategy.group === 'own') return null
  const p = new ParamReader(params)
  const isLibrary = Object.hasOwn(LIBRARY_READERS, strategy.name)
  const reader = isLibrary ? LIBRARY_READERS[strategy.name] : OWN_READERS[strategy.name]
  if (!reader && !p.has('initialDelayMs', 'maxDelayMs', 'maxAttempts')) return null
  const read = reader?.(p) ?? { maxAttempts: p.number('maxAttempts'), law: exponentialLaw(p, 'full') }
  if (!agrees(read, (retry) => strategy.delayBounds(params, retry))) return null
  if (reader && p.left.length === 0) return intentOf(read)
  const values = valuesText(strategy, params, p.left)
  const left = isLibrary
    ? `Left out, because it has no effect as the strategy is set: ${values}.`
    : `What “${strategy.title}” does besides its backoff${read.breaker ? ' and its breaker' : ''}${values === '' ? '' : ` (${values})`} has no counterpart.`
  return intentOf({ ...read, others: [...(read.others ?? []), left] })
}

/** Whether the law makes the delays that the strategy itself says it makes. */
function agrees(
  { law, maxAttempts, roundsToMs = false, goesOn }: Read,
  bounds: (retry: number) => { minMs: number; maxMs: number } | null,
): boolean {
  const mostApartMs = roundsToMs ? 1 : 2e-6
  for (let retry = 1; retry < Math.min(maxAttempts, 12); retry++) {
    const [said, found] = [bounds(retry), lawBounds(law, retry)]
    if (
      !said ||
      !isNear(said.minMs, found.minMs, mostApartMs) ||
      !isNear(said.maxMs, found.maxMs, mostApartMs)
    )
      return false
  }
  return goesOn === true || bounds(maxAttempts) === null
}

/** So much apart, or a millionth: backoff/v4 counts in whole nanoseconds. */
function isNear(a: number, b: number, mostApartMs: number): boolean {
  return Math.abs(a - b) <= mostApartMs + 1e-6 * Math.max(a, b)
}

/** "Share 0.2 retries per request, Window 10000 ms". */
function valuesText(
  strategy: StrategyDescription,
  params: Record<string, unknown>,
  names: readonly string[],
): string {
  return schemaFields(strategy.params)
    .filter(({ name }) => names.includes(name))
    .map(({ name, title, unit }) => `${title} ${String(params[name])}${unit === null ? '' : ` ${unit}`}`)
    .join(', ')
}
