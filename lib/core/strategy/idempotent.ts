/**
 * Writes that take effect at most once, however often they are sent. The key's revision is read; a transaction puts the
 * value, and the operation's id with it, if the revision is still the same and the id is not there yet; when the answer is
 * lost, a linearizable read of the id decides between done and not yet.
 *
 * Optimistic concurrency on etcd's `mod_revision` (etcd API reference, "Transaction") with an idempotency key (IETF draft
 * "The Idempotency-Key HTTP Header Field") that is written in the same transaction as its effect.
 */
import { z } from 'zod'
import type { AttemptReply } from '../history/attempt'
import type { AttemptOptions, Call, Ending } from './call'
import { compose } from './compose'
import { atLeast, type DelaySequence } from './parts/backoff'
import { fullJitterBackoff, withExponential } from './parts/exponential-params'
import { httpParts, withHttp } from './parts/http-params'
import type { StrategyDefinition } from './strategy'

const params = withHttp(
  withExponential({
    maxConflicts: z.int().min(0).max(20).default(5).meta({
      title: 'Max conflicts',
      unit: 'conflicts',
      description:
        'How often somebody else may change the value between read and write before the operation gives up. Each conflict is followed at once by a transaction with the new revision.',
    }),
  }),
)
type Params = z.output<typeof params>

export const idempotent: StrategyDefinition<typeof params> = {
  name: 'idempotent',
  title: 'Idempotent transaction',
  group: 'safe-writes',
  needs: ['revisions'],
  description:
    'Turns each put into an etcd transaction that is applied at most once: it compares the key’s mod_revision and writes an operation id with the value. When an answer is lost, a linearizable read of that id tells whether it was done. Each write costs a read more, and a lost answer another one; max attempts limits failed requests of any kind. Gets are retried plainly. Over HTTP the revision is an ETag, the transaction a POST with If-Match and Idempotency-Key.',
  params,
  create: (p) => {
    const reads = compose({
      ...httpParts(p),
      limits: { maxAttempts: p.maxAttempts },
      backoff: fullJitterBackoff(p),
    })
    return { run: (call) => (call.kind === 'get' ? reads.run(call) : new Write(call, p).run()) }
  },
  delayBounds: (p, retry) => (retry < p.maxAttempts ? fullJitterBackoff(p).bounds(retry) : null),
}

/** What a write has to do next. */
type Step = { request: 'revision' } | { request: 'txn'; modRevision: string } | Check
/** Nobody knows what became of the transaction with this revision. */
interface Check {
  request: 'check'
  modRevision: string
}

/** One operation. */
class Write {
  readonly #call: Call
  readonly #params: Params
  readonly #reading: ReturnType<typeof httpParts>
  readonly #nextDelay: DelaySequence
  #failures = 0
  #conflicts = 0

  constructor(call: Call, p: Params) {
    this.#call = call
    this.#params = p
    this.#reading = httpParts(p)
    this.#nextDelay = fullJitterBackoff(p).start()
  }

  async run(): Promise<Ending> {
    let step: Step = { request: 'revision' }
    for (;;) {
      const reply = await this.#call.attempt(optionsOf(step))
      const next = this.#afterReply(step, reply)
      if (typeof next === 'string') return next
      step = next
      const failed = reply.outcome !== 'ok' && reply.errorClass !== 'conflict'
      const ending = failed ? await this.#backOff(reply) : this.#atDeadline()
      if (ending) return ending
    }
  }

  /** The next step, or why there is none. */
  #afterReply(step: Step, reply: AttemptReply): Step | Ending {
    if (reply.errorClass === 'conflict') {
      this.#conflicts += 1
      if (this.#conflicts > this.#params.maxConflicts) return 'conflict'
      return { request: 'txn', modRevision: toldRevision(reply) }
    }
    if (reply.outcome !== 'ok') {
      if (this.#reading.classification(reply, step.request) === 'permanent') return 'permanent-error'
      // Only a transaction can be in doubt. One that certainly did nothing is sent again as it was.
      return step.request === 'txn' && reply.outcome === 'info' ? { ...step, request: 'check' } : step
    }
    switch (step.request) {
      case 'revision':
        return { request: 'txn', modRevision: toldRevision(reply) }
      case 'txn':
        return 'succeeded'
      case 'check':
        // Not there: a late one can still arrive, but then finds the id or another revision and does nothing. Where others
        // have changed the value meanwhile, the transaction itself tells and is a conflict.
        return reply.isApplied ? 'succeeded' : { ...step, request: 'txn' }
    }
  }

  async #backOff({ retryAfterMs = 0 }: AttemptReply): Promise<Ending | null> {
    this.#failures += 1
    const atDeadline = this.#atDeadline()
    if (atDeadline) return atDeadline
    if (this.#failures >= this.#params.maxAttempts) return 'attempts-exhausted'
    const askedMs = this.#reading.obeysRetryAfter ? retryAfterMs : 0
    const drawn = this.#nextDelay(this.#failures, this.#call.random)
    const { nominalMs, plannedMs } = atLeast(askedMs, drawn)
    return (await this.#call.wait(nominalMs, plannedMs)) ? null : 'deadline'
  }

  #atDeadline(): Ending | null {
    return this.#call.nowMs() >= this.#call.deadlineMs ? 'deadline' : null
  }
}

function optionsOf(step: Step): AttemptOptions {
  // A check needs no revision: it only looks for the operation's id.
  return step.request === 'txn' ? step : { request: step.request }
}

function toldRevision({ modRevision }: AttemptReply): string {
  if (modRevision === undefined)
    throw new Error('the target does not tell revisions, which idempotent transactions need')
  return modRevision
}
