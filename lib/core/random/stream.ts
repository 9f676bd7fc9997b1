/**
 * Reproducible randomness: one independent stream per path of numbers (seed, purpose, trial, arm, operation, …).
 *
 * A draw depends on what it is for, never on the order in which concurrent operations happened to run, so a run
 * can be repeated exactly and strategies can be compared under the same luck.
 *
 * Generator: xoshiro128** 1.1 (Blackman & Vigna, "Scrambled linear pseudorandom number generators", 2018).
 * Seeding: four MurmurHash3 x86_32 hashes (Appleby) of the path, each with a seed of its own.
 */

/** What a stream is drawn for. Numbers are stored behaviour: never renumber, only append. */
export const RANDOM_PURPOSE = {
  backoff: 1,
  workload: 2,
  arrivals: 3,
  loss: 4,
  sample: 5,
  upstream: 6,
  token: 7,
  webhook: 8,
} as const

/** A source of uniform numbers in [0, 1) with 53 bits. */
export interface RandomStream {
  next(): number
}

/**
 * The stream that belongs to a path.
 * @param seed the run's seed, an integer in [0, 2^53)
 * @param path non-negative integers below 2^32, the first one a {@link RANDOM_PURPOSE}
 */
export function streamOf(seed: number, ...path: number[]): RandomStream {
  const words = [seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0, ...path]
  let a = murmur3(words, 0x9e3779b9)
  let b = murmur3(words, 0x243f6a88)
  let c = murmur3(words, 0xb7e15162)
  let d = murmur3(words, 0xdeadbeef) | 1 // the state must not be all zero
  const next32 = () => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotateLeft(d, 11)
    return result
  }
  return { next: () => ((next32() >>> 5) * 2 ** 26 + (next32() >>> 6)) / 2 ** 53 }
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits))
}

/** MurmurHash3 x86_32 (Appleby) of 32-bit words. */
export function murmur3(words: readonly number[], seed: number): number {
  let hash = seed
  for (const word of words) {
    const mixed = Math.imul(rotateLeft(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593)
    hash = (Math.imul(rotateLeft(hash ^ mixed, 13), 5) + 0xe6546b64) | 0
  }
  hash ^= words.length * 4
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
