/** What simulations of intervals draw from: counts, and outages that last longer than a block. For tests. */
import type { RandomStream } from '../random/stream'
import type { Block } from './strata'

/** How many of n happen, each with probability p, by inversion. */
export function binomial(random: RandomStream, n: number, p: number): number {
  if (p > 0.5) return n - binomial(random, n, 1 - p)
  if (p <= 0) return 0
  const odds = p / (1 - p)
  let probability = (1 - p) ** n
  let left = random.next() - probability
  let count = 0
  while (left >= 0 && count < n) {
    count += 1
    probability *= (odds * (n - count + 1)) / count
    left -= probability
  }
  return count
}

export interface Outages {
  seconds: number
  perMinute: number
  lengthS: number
}

/** Outages that begin at random instants, the last before the window included: the share of each second that lies in one. */
export function outageShares(random: RandomStream, { seconds, perMinute, lengthS }: Outages): number[] {
  const next = () => (-Math.log(1 - random.next()) * 60) / perMinute
  const outages: [number, number][] = []
  for (let start = next() - lengthS; start < seconds; start += next()) outages.push([start, start + lengthS])
  return sharesOf(outages, seconds)
}

/** Switches as a schedule has them, at (k + ½) periods, each with an outage of its own length. */
export function scheduledShares(
  random: RandomStream,
  { seconds, perMinute }: Omit<Outages, 'lengthS'>,
  [shortestS, longestS]: readonly [number, number],
): number[] {
  const outages: [number, number][] = []
  for (let start = 30 / perMinute; start < seconds; start += 60 / perMinute)
    outages.push([start, start + shortestS + (longestS - shortestS) * random.next()])
  return sharesOf(outages, seconds)
}

function sharesOf(outages: readonly (readonly [number, number])[], seconds: number): number[] {
  const shares = Array.from({ length: seconds }, () => 0)
  let until = 0
  for (const [start, end] of outages) {
    const from = Math.max(until, start)
    until = Math.max(until, Math.min(end, seconds))
    for (let second = Math.floor(from); second < until; second++)
      shares[second] = (shares[second] ?? 0) + Math.min(until, second + 1) - Math.max(from, second)
  }
  return shares
}

/** Blocks of n operations, of which so many fail inside and outside of outages. */
export function blocksOfShares(
  random: RandomStream,
  shares: readonly number[],
  { n, hit, calm }: { n: number; hit: number; calm: number },
): Block[] {
  return shares.map((share) => ({ hits: n - binomial(random, n, share * hit + (1 - share) * calm), of: n }))
}
