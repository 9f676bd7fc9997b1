/** The upstream: its configuration and its state, apart from the ports it is reached by. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { realClock } from '../../clock'
import type { AppliedEffect, KeptValue, UpstreamCounters } from './counters'
import { Exchange } from './exchange'
import { upstreamConfigSchema, type UpstreamConfig } from './upstream-config'
import { UpstreamState } from './upstream-state'

export class Upstream {
  #config: UpstreamConfig = upstreamConfigSchema.parse({})
  #state = this.#newState()

  get config(): UpstreamConfig {
    return this.#config
  }

  get counters(): UpstreamCounters {
    return this.#state.counters
  }

  /** What took effect, in its order. @param prefix only operations whose id begins like this */
  effects(prefix: string): AppliedEffect[] {
    return this.#state.effects.filter(({ operationId }) => operationId.startsWith(prefix))
  }

  /** What is there now. @param prefix only values whose key begins like this */
  values(prefix: string): KeptValue[] {
    return this.#state.values.filter(({ key }) => key.startsWith(prefix))
  }

  /** Behaves otherwise from now on; counts and memory stay. */
  configure(config: UpstreamConfig): void {
    this.#config = config
    this.#state.change(config.behaviour, realClock.nowMs())
  }

  /** Forgets everything. Requests under way are still answered, and count for nothing any more. */
  reset(): void {
    this.#state = this.#newState()
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { nowMs } = realClock
    const exchange = new Exchange(
      {
        ...this.#config,
        ...{ state: this.#state, nowMs, nowEpochMs: Date.now },
        sleep: (ms) => (ms > 0 ? realClock.sleepUntil(nowMs() + ms) : Promise.resolve()),
      },
      request,
      response,
    )
    await exchange.run()
  }

  #newState(): UpstreamState {
    return new UpstreamState(this.#config.behaviour, realClock.nowMs())
  }
}
