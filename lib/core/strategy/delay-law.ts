/**
 * What a strategy's own law says of the delay before each retry: shortest and longest from its closed form, quantiles from
 * many sequences that are drawn by driving its real code in virtual time, each by a new instance.
 */
import { scheduleOf, type Schedulable } from './schedule'

export interface DelayLawRow {
  /** 1 = the first retry. */
  retry: number
  nominalMs: number
  minMs: number
  maxMs: number
  /** Of the drawn delay; null where the law alone does not tell them. */
  quantiles: { p5Ms: number; p50Ms: number; p95Ms: number } | null
}

export interface DelayLaw {
  /** One per retry that there can be, from the first on; none where nothing is known. */
  rows: DelayLawRow[]
  /** What is not known beforehand, and why; a sentence for people. Null = all is known. */
  note: string | null
}

/** Sequences behind the quantiles: the rank of a quantile is then known within about 2 percentage points. */
export const DRAWN_SEQUENCES = 500

const NOTHING_KNOWN = 'Nobody knows its delays beforehand: no envelope.'
const ADAPTIVE =
  'Its delays follow what it measures in the run: the envelope is what it may do, without quantiles.'
const LIBRARY =
  'A library draws by its own code: the envelope is its documented shortest and longest delay, without quantiles.'
const NOT_DRIVEN = 'Only its shortest and longest delay are known beforehand.'

/** @param params checked by the strategy's schema @param retries how many at most */
export async function delayLawOf(
  strategy: Schedulable | undefined,
  params: Record<string, unknown>,
  retries: number,
): Promise<DelayLaw> {
  const rows = boundsOf(strategy, params, retries)
  if (!strategy || rows.length === 0)
    return { rows, note: strategy?.name === 'no-retry' ? null : NOTHING_KNOWN }
  if (strategy.group === 'adaptive') return { rows, note: ADAPTIVE }
  if (rows.every(({ minMs, maxMs }) => minMs === maxMs))
    return { rows: rows.map((row) => ({ ...row, quantiles: exactly(row.nominalMs) })), note: null }
  if (!strategy.create) return { rows, note: strategy.group === 'library' ? LIBRARY : NOT_DRIVEN }
  const drawn = await drawSequences(strategy, params, rows.length)
  const complete = rows.map((row, index) => ({ ...row, quantiles: quantilesOf(drawn[index] ?? []) }))
  const without = complete.find(({ quantiles }) => quantiles === null)
  return {
    rows: complete,
    note: without
      ? `From retry ${without.retry} on there are no quantiles: a budget or a breaker ended most drawn sequences before.`
      : null,
  }
}

function boundsOf(
  strategy: Schedulable | undefined,
  params: Record<string, unknown>,
  retries: number,
): DelayLawRow[] {
  const rows: DelayLawRow[] = []
  for (let retry = 1; retry <= retries; retry++) {
    const bounds = strategy?.delayBounds(params, retry)
    if (!bounds) break
    rows.push({ retry, ...bounds, quantiles: null })
  }
  return rows
}

/** The delays before each retry, over all sequences; of tries that a breaker or a budget refused, too, where it waits. */
async function drawSequences(
  strategy: Schedulable,
  params: Record<string, unknown>,
  retries: number,
): Promise<number[][]> {
  const delays: number[][] = Array.from({ length: retries }, () => [])
  for (let seed = 1; seed <= DRAWN_SEQUENCES; seed++) {
    const { attempts } = await scheduleOf(strategy, params, { attempts: retries + 1, seed })
    for (const { attempt, drawnMs, refused } of attempts.slice(1)) {
      // What a budget refuses is not waited for.
      if (drawnMs !== null && !(refused && drawnMs === 0)) delays[attempt - 2]?.push(drawnMs)
    }
  }
  return delays
}

/** By nearest rank. */
function quantilesOf(delays: number[]): DelayLawRow['quantiles'] {
  if (delays.length < DRAWN_SEQUENCES / 2) return null
  const sorted = delays.toSorted((a, b) => a - b)
  const at = (q: number) => sorted[Math.ceil(q * sorted.length) - 1] ?? NaN
  return { p5Ms: at(0.05), p50Ms: at(0.5), p95Ms: at(0.95) }
}

function exactly(delayMs: number): DelayLawRow['quantiles'] {
  return { p5Ms: delayMs, p50Ms: delayMs, p95Ms: delayMs }
}
