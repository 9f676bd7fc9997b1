/**
 * How far sums over blocks of time can be trusted when what happens lasts longer than a block: an outage of three seconds strikes
 * three blocks and is one event.
 */

/** What the deviations of blocks from what was expected of them say of their sum. */
export interface SerialSpread {
  /** Variance of the sum of all deviations. */
  variance: number
  /** Degrees of freedom of that variance, at least 1. */
  degrees: number
  /** So many neighbouring blocks tell as much as one independent block would; 1 where their likeness may be chance. */
  alike: number
  /** How many blocks carry the variance: near 1 when one block is all of it, a third of the blocks when they are normal. */
  carriers: number
}

/** Neighbours that are more alike than this say nothing of where a block of its own would end. */
const MAX_CORRELATION = 0.97
/** Blocks that alternate need no wide kernel, which would cost degrees of freedom. */
const MIN_CORRELATION = -0.3
/** Evenly spaced events make sums more certain than independent ones, but no more than this is believed. */
const LEAST_ALIKE = 0.5

/**
 * Variance of a sum of deviations that follow each other in time, by Bartlett's kernel, with the bandwidth that is best for a
 * first-order autoregression of the same correlation.
 * Sources: W. K. Newey and K. D. West, Econometrica 55, 1987; D. W. K. Andrews, Econometrica 59, 1991, eq. 6.2 (bandwidth); M. G.
 * Kendall, Biometrika 41, 1954 (bias of the correlation, as the mean is estimated). The same sum with the squares of the weights
 * gives the degrees of freedom.
 * @param sequences the deviations of each trial, in the order of time, gaps as 0; together they sum up to 0
 * @param blocks how many of them are blocks in which something was measured
 */
export function serialSpread(sequences: readonly (readonly number[])[], blocks: number): SerialSpread {
  const own = covariance(sequences, 0)
  if (blocks < 2 || own === 0) return { variance: 0, degrees: Math.max(1, blocks - 1), alike: 1, carriers: 0 }
  const correlation = correlationOf(covariance(sequences, 1) / own, blocks)
  const reach = Math.min(bandwidth(correlation, blocks), longest(sequences) - 1)
  let variance = own
  let lost = 1
  let squares = 1
  for (let lag = 1; lag < reach; lag++) {
    const weight = 1 - lag / reach
    const pairs = 1 - (lag * sequences.length) / blocks
    variance += 2 * weight * covariance(sequences, lag)
    lost += 2 * weight * pairs
    squares += 2 * weight ** 2 * pairs
  }
  const independent = own * (blocks / (blocks - 1))
  const alike = Math.max(LEAST_ALIKE, (variance * blocks) / Math.max(1, blocks - lost) / independent)
  return {
    variance: alike * independent,
    degrees: Math.max(1, blocks / Math.max(1, squares) - 1),
    alike: correlation > 1 / Math.sqrt(blocks) ? Math.max(1, alike) : 1,
    carriers: own ** 2 / sum(sequences.flat(), (deviation) => deviation ** 4),
  }
}

/** Sum of the products of deviations that lie `lag` blocks apart in one trial. */
function covariance(sequences: readonly (readonly number[])[], lag: number): number {
  let products = 0
  for (const sequence of sequences)
    for (let index = lag; index < sequence.length; index++)
      products += (sequence[index] ?? 0) * (sequence[index - lag] ?? 0)
  return products
}

function correlationOf(measured: number, blocks: number): number {
  const unbiased = measured + (1 + 3 * measured) / blocks
  return Math.max(MIN_CORRELATION, Math.min(MAX_CORRELATION, unbiased))
}

function bandwidth(correlation: number, blocks: number): number {
  return 1.1447 * (((4 * correlation ** 2) / (1 - correlation ** 2) ** 2) * blocks) ** (1 / 3)
}

function longest(sequences: readonly (readonly number[])[]): number {
  return Math.max(0, ...sequences.map(({ length }) => length))
}

/** The sum of what is picked of each item. */
export function sum<Item>(items: readonly Item[], pick: (item: Item) => number): number {
  return items.reduce((all, item) => all + pick(item), 0)
}
