/**
 * One request and its answer: refusals that are drawn or due come at once; everything else takes a place for its service
 * time, takes effect (or not), and is answered as drawn.
 */
import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { UpstreamBehaviour } from '@/lib/core/target/http-upstream'
import { attemptNameOf, eventOf, expectedRevisionOf, idempotencyKeyOf, tagOf } from '../request-fields'
import { answerStream, drawAnswer, type DrawnAnswer } from './answer-mix'
import { countOne } from './counters'
import { readBody } from './read-body'
import { retryAfterField } from './retry-after-field'
import { routeOf, type Route } from './route'
import type { UpstreamState, Write } from './upstream-state'

/** For writes that do not say whose they are. */
const NOBODY = { operationId: 'unnamed', attempt: 0 }

export interface ExchangeContext {
  state: UpstreamState
  behaviour: UpstreamBehaviour
  seed: number
  trial: number
  nowMs(): number
  nowEpochMs(): number
  sleep(ms: number): Promise<void>
}

interface Answer {
  status: number
  body: object
  fields?: Record<string, string>
}

export class Exchange {
  readonly #context: ExchangeContext
  readonly #request: IncomingMessage
  readonly #response: ServerResponse
  readonly #drawn: DrawnAnswer
  #isOver = false

  constructor(context: ExchangeContext, request: IncomingMessage, response: ServerResponse) {
    this.#context = context
    this.#request = request
    this.#response = response
    const { state, behaviour } = context
    countOne(state.started, request.method ?? 'GET')
    state.inFlight += 1
    response.once('close', () => this.#closed())
    const name = attemptNameOf(request.headers)
    this.#drawn = drawAnswer(behaviour, answerStream(context, name, name ? 0 : state.unnamed++))
  }

  /** Never rejects for anything that a client can do. */
  async run(): Promise<void> {
    const { state } = this.#context
    const route = routeOf(this.#request)
    if (typeof route === 'number')
      return this.#answer({ status: route, body: { error: 'there is nothing here' } })
    if (!state.rate.admits(this.#context.nowMs())) {
      state.refused.rate += 1
      return this.#refuse(429, 'the rate limit is passed')
    }
    const { answer } = this.#drawn
    if (answer === 'cut') return this.#cut()
    if (answer === '408' || answer === '429' || answer === '503')
      return this.#refuse(Number(answer), 'as configured')
    const body = await readBody(this.#request)
    if (body === 'incomplete') return
    if (body === 'too-long') return this.#answer({ status: 413, body: { error: 'the body is too long' } })
    if (route.kind !== 'write') return this.#serve(() => this.#read(route))
    return this.#write(route.key, body.text)
  }

  async #write(key: string, body: string): Promise<void> {
    const { headers } = this.#request
    const { behaviour, state, nowMs } = this.#context
    const token = idempotencyKeyOf(headers)
    if (token === 'invalid' || (token === null && behaviour.requireIdempotencyKey))
      return this.#answer({ status: 400, body: { error: 'Idempotency-Key is missing or is no key' } })
    if (
      token !== null &&
      behaviour.repeatedKey === 'conflict' &&
      state.tokens.use(token, nowMs()) === 'conflict'
    ) {
      state.recognise()
      return this.#answer({ status: 409, body: { error: 'this key was used before' } })
    }
    const use =
      token === null || behaviour.repeatedKey === 'conflict'
        ? null
        : state.keys.use(token, createHash('sha256').update(body).digest('base64'), nowMs())
    if (use?.kind === 'other-payload')
      return this.#answer({ status: 422, body: { error: 'this key stands for another request' } })
    if (use?.kind === 'under-way')
      return this.#answer({ status: 409, body: { error: 'the same request is under way' } })
    const write: Write = {
      ...(attemptNameOf(headers) ?? NOBODY),
      key,
      expectedRevision: expectedRevisionOf(headers),
      event: behaviour.deduplication === 'event-and-trace' ? eventOf(headers) : null,
    }
    if (use?.kind === 'done') return this.#serve(() => this.#repeat(write))
    let isDone = false
    try {
      await this.#serve(() => {
        const came = state.apply(write, nowMs())
        isDone = came !== 'changed'
        return this.#written(write, came)
      })
    } finally {
      use?.finish(isDone)
    }
  }

  /**
   * Takes a place, serves, and answers as drawn.
   * @param execute does what is asked for; of a read, finds the answer
   */
  async #serve(execute: () => Answer): Promise<void> {
    const { state, behaviour, sleep } = this.#context
    const { answer, hasEffectFirst, serviceTimeMs } = this.#drawn
    if (!(await this.#place())) {
      state.refused.capacity += 1
      return this.#refuse(503, 'there is no place, and the queue is full')
    }
    try {
      await sleep(serviceTimeMs)
      if (answer === '200') return this.#answer(execute())
      const early = hasEffectFirst ? execute() : null
      if (answer !== 'stall')
        return this.#answer({ status: Number(answer), body: { error: 'as configured' } })
      await sleep(behaviour.stallMs)
      if (!this.#isOver) this.#answer(early ?? execute())
    } finally {
      state.capacity.leave()
    }
  }

  #place(): Promise<boolean> {
    return new Promise((resolve) => {
      if (!this.#context.state.capacity.enter(() => resolve(true))) resolve(false)
    })
  }

  #read(route: Exclude<Route, { kind: 'write' }>): Answer {
    const { state } = this.#context
    if (route.kind === 'value') {
      const revision = state.revisionOf(route.key)
      return { status: 200, body: { key: route.key, revision }, fields: { etag: tagOf(revision) } }
    }
    const applied = state.timesApplied(route.operationId)
    return { status: applied > 0 ? 200 : 404, body: { applied } }
  }

  #repeat(write: Write): Answer {
    this.#context.state.recognise()
    return this.#written(write, 'repetition')
  }

  #written({ operationId, key }: Write, came: 'applied' | 'changed' | 'repetition'): Answer {
    const fields = { etag: tagOf(this.#context.state.revisionOf(key)) }
    if (came === 'changed') return { status: 412, body: { error: 'the value was changed' }, fields }
    return { status: 200, body: { order: operationId, isRepetition: came === 'repetition' }, fields }
  }

  #refuse(status: number, why: string): void {
    // The rest of a request that did not arrive as a whole would be taken for the next one.
    this.#answer({ status, body: { error: why }, fields: status === 408 ? { connection: 'close' } : {} })
  }

  #answer({ status, body, fields }: Answer): void {
    if (this.#isOver) return
    const text = JSON.stringify(body)
    this.#response.writeHead(status, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      // Said aloud, so that Node does not announce when it will close: load balancers do not either.
      connection: 'keep-alive',
      ...retryAfterField(this.#context.behaviour, status, this.#context.nowEpochMs()),
      ...fields,
    })
    this.#response.end(text)
  }

  #cut(): void {
    this.#context.state.cut += 1
    this.#over()
    this.#request.socket.destroy()
  }

  #closed(): void {
    if (this.#isOver) return
    this.#over()
    const { state } = this.#context
    if (this.#response.writableFinished) countOne(state.answered, String(this.#response.statusCode))
    else state.unanswered += 1
  }

  #over(): void {
    this.#isOver = true
    this.#context.state.inFlight -= 1
  }
}
