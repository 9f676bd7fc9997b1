/**
 * What the strategy machinery costs an operation that succeeds at once: our exponential strategy and our breaker beside
 * cockatiel and p-retry, around the same asynchronous attempt that does nothing. The bare attempt is measured too, so that
 * the cost above it can be compared. Needs no lab.
 */
import { setImmediate } from 'node:timers/promises'
import { circuitBreaker, ConsecutiveBreaker, ExponentialBackoff, handleAll, retry, wrap } from 'cockatiel'
import pRetry from 'p-retry'
import type { AttemptReply } from '@/lib/core/history/attempt'
import { streamOf } from '@/lib/core/random/stream'
import { breaker } from '@/lib/core/strategy/breaker'
import type { Call } from '@/lib/core/strategy/call'
import { exponential } from '@/lib/core/strategy/exponential'
import type { Strategy } from '@/lib/core/strategy/strategy'
import { bootstrap, describeMachine, format, median } from './paired-blocks'

const quick = process.argv.includes('--quick')
const ROUNDS = quick ? 100 : 1_000
/** Short, so that most blocks of a shared machine run undisturbed; the medians leave out the others. */
const OPERATIONS_PER_BLOCK = 2_000
/** Blocks thrown away first: they compile the code. */
const WARM_UP_ROUNDS = 50

const OK: AttemptReply = { outcome: 'ok', errorClass: 'none' }
const attempt = (): Promise<AttemptReply> => Promise.resolve(OK)

const RANDOM = streamOf(1)

/** One operation without an engine: what an application would hand to a strategy, its start read from the clock. */
class BareCall implements Call {
  readonly kind = 'put'
  readonly random = RANDOM
  readonly deadlineMs = Infinity
  readonly startMs = performance.now()
  nowMs(): number {
    return performance.now()
  }
  attempt(): Promise<AttemptReply> {
    return attempt()
  }
  refuse(): void {
    throw new Error('nothing is refused here')
  }
  wait(): Promise<boolean> {
    throw new Error('nothing fails here')
  }
  get signal(): AbortSignal {
    throw new Error('nothing is waited for here')
  }
  noteDelay(): void {
    throw new Error('nothing fails here')
  }
  defer(): void {
    throw new Error('nothing is deferred here')
  }
}

const throughStrategy = (strategy: Strategy) => () => strategy.run(new BareCall())

const attempts = { maxAttempts: 5 }
const cockatielRetry = () =>
  retry(handleAll, { maxAttempts: 4, backoff: new ExponentialBackoff({ initialDelay: 50, maxDelay: 2_000 }) })
const retrying = cockatielRetry()
const retryingWithBreaker = wrap(
  cockatielRetry(),
  circuitBreaker(handleAll, { halfOpenAfter: 30_000, breaker: new ConsecutiveBreaker(6) }),
)

const subjects = {
  'bare attempt': attempt,
  'exponential (ours)': throughStrategy(exponential.create(exponential.params.parse(attempts))),
  'cockatiel retry': () => retrying.execute(attempt),
  'p-retry': () => pRetry(attempt, { retries: 4, minTimeout: 50, maxTimeout: 2_000 }),
  'breaker + retry (ours)': throughStrategy(breaker.create(breaker.params.parse(attempts))),
  'cockatiel breaker + retry': () => retryingWithBreaker.execute(attempt),
} as const satisfies Record<string, () => Promise<unknown>>
type Subject = keyof typeof subjects
const names = Object.keys(subjects) as Subject[]

/** Nanoseconds per operation of one block of operations, one after the other. */
async function block(operation: () => Promise<unknown>): Promise<number> {
  const beginMs = performance.now()
  for (let n = 0; n < OPERATIONS_PER_BLOCK; n++) await operation()
  return ((performance.now() - beginMs) * 1e6) / OPERATIONS_PER_BLOCK
}

/** All subjects once, beginning with another one each time, so that none always has the warmer machine. */
async function round(number: number): Promise<Record<Subject, number>> {
  const result = {} as Record<Subject, number>
  for (let n = 0; n < names.length; n++) {
    const name = names[(n + number) % names.length] as Subject
    result[name] = await block(subjects[name])
    // Lets timers and garbage collection run between blocks, not within the next one.
    await setImmediate()
  }
  return result
}

console.log(`machine: ${describeMachine()}`)
for (let n = 0; n < WARM_UP_ROUNDS; n++) await round(n)
const rounds: Record<Subject, number>[] = []
for (let n = 0; n < ROUNDS; n++) rounds.push(await round(n))

console.log(
  `\none operation that succeeds at once; ${ROUNDS} rounds of blocks of ${OPERATIONS_PER_BLOCK} operations, one after the other`,
)
for (const name of names) {
  const cost = bootstrap(rounds, (sample) => median(sample.map((costs) => costs[name])))
  console.log(`  ${name.padEnd(26)} ${format(cost, 0)} ns/operation`)
}
console.log('\nours ÷ theirs, whole operation (median of rounds, 95 % bootstrap; the aim is < 1)')
for (const [ours, theirs] of [
  ['exponential (ours)', 'cockatiel retry'],
  ['exponential (ours)', 'p-retry'],
  ['breaker + retry (ours)', 'cockatiel breaker + retry'],
  ['breaker + retry (ours)', 'cockatiel retry'],
  ['breaker + retry (ours)', 'p-retry'],
] as const) {
  const ratio = bootstrap(rounds, (sample) => median(sample.map((costs) => costs[ours] / costs[theirs])))
  console.log(`  ${`${ours} ÷ ${theirs}`.padEnd(50)} ${format(ratio)}`)
}
