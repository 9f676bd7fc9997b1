/**
 * Brooker's model of contention: clients update one row with optimistic concurrency control. Each reads the row's version
 * and writes if the version is still the same; who comes too late waits as its backoff says and reads again. Every message
 * takes |N(10, 2)| ms. Docs: docs/contention.md.
 * Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015, and its simulator,
 * github.com/aws-samples/aws-arch-backoff-simulator.
 */
import { RANDOM_PURPOSE, streamOf, type RandomStream } from '../../random/stream'
import {
  backoffOf,
  decorrelatedBackoff,
  exponentialDelay,
  type Backoff,
  type DelaySequence,
} from '../parts/backoff'
import { EventQueue } from './event-queue'

const BASE_MS = 5
const CAP_MS = 2_000
const NETWORK_MEAN_MS = 10
const NETWORK_DEVIATION_MS = 2

// The simulator counts its first retry as n = 1 and waits base × 2^n: its first nominal delay is twice the base.
const exponential = (retry: number) =>
  exponentialDelay({ initialDelayMs: 2 * BASE_MS, factor: 2, maxDelayMs: CAP_MS }, retry)

/** The backoffs that the article compares, made of our parts. */
export const CONTENTION_BACKOFFS = {
  none: backoffOf(() => 0),
  exponential: backoffOf(exponential),
  decorrelated: decorrelatedBackoff({ baseMs: BASE_MS, capMs: CAP_MS }),
  equal: backoffOf(exponential, 'equal'),
  full: backoffOf(exponential, 'full'),
} as const satisfies Record<string, Backoff>
export type ContentionBackoff = keyof typeof CONTENTION_BACKOFFS

export interface ContentionResult {
  /** Until the last client has its write confirmed. */
  completionMs: number
  /** Writes that the server received: the work it did. */
  calls: number
}

/** A message at the moment when the server receives it: a read, or a write on top of the version that was read. */
interface Arrival {
  atMs: number
  client: Client
  /** null = a read. */
  writesOnVersion: number | null
}

interface Client {
  nextDelay: DelaySequence
  retries: number
}

/** One simulation: all clients start at instant 0, and it ends when each has written once. */
export function simulateContention(
  clients: number,
  backoff: Backoff,
  { seed, run }: { seed: number; run: number },
): ContentionResult {
  const network = networkDelay(streamOf(seed, RANDOM_PURPOSE.sample, run, clients))
  const jitter = streamOf(seed, RANDOM_PURPOSE.backoff, run, clients)
  const queue = new EventQueue<Arrival>()
  for (let n = 0; n < clients; n++) {
    const client = { nextDelay: backoff.start(), retries: 0 }
    queue.push({ atMs: network(), client, writesOnVersion: null })
  }
  const result: ContentionResult = { completionMs: 0, calls: 0 }
  let version = 0
  for (let event = queue.pop(); event; event = queue.pop()) {
    const { atMs, client, writesOnVersion } = event
    // What the client does next reaches the server after the reply's way back and the new message's way there.
    const replyMs = atMs + network()
    if (writesOnVersion === null) {
      queue.push({ atMs: replyMs + network(), client, writesOnVersion: version })
      continue
    }
    result.calls += 1
    if (writesOnVersion === version) {
      version += 1
      result.completionMs = Math.max(result.completionMs, replyMs)
      continue
    }
    client.retries += 1
    const { plannedMs } = client.nextDelay(client.retries, jitter)
    queue.push({ atMs: replyMs + plannedMs + network(), client, writesOnVersion: null })
  }
  return result
}

export interface ContentionMean {
  completionMs: number
  calls: number
  /** Standard errors of the two means. */
  completionErrorMs: number
  callsError: number
}

/** Means of several simulations that differ in their random numbers alone. */
export function meanContention(
  clients: number,
  backoff: ContentionBackoff,
  { seed, runs }: { seed: number; runs: number },
): ContentionMean {
  const results = Array.from({ length: runs }, (_, run) =>
    simulateContention(clients, CONTENTION_BACKOFFS[backoff], { seed, run }),
  )
  const completion = meanWithError(results.map(({ completionMs }) => completionMs))
  const calls = meanWithError(results.map((result) => result.calls))
  return {
    completionMs: completion.mean,
    completionErrorMs: completion.error,
    calls: calls.mean,
    callsError: calls.error,
  }
}

function meanWithError(values: readonly number[]): { mean: number; error: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
  return { mean, error: Math.sqrt(variance / values.length) }
}

/** |N(10, 2)|, by Box and Muller. 1 − next() is above 0, which the logarithm needs. */
function networkDelay(random: RandomStream): () => number {
  return () => {
    const radius = Math.sqrt(-2 * Math.log(1 - random.next()))
    return Math.abs(NETWORK_MEAN_MS + NETWORK_DEVIATION_MS * radius * Math.cos(2 * Math.PI * random.next()))
  }
}
