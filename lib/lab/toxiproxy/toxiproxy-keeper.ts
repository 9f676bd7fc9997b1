/** Does what goes through Toxiproxy also when Toxiproxy hangs at it: starts it anew as it was known, and does it again. */
import { ToxiproxyHungError } from '../lab-error'
import type { ProxyState, ToxiproxyControl } from './toxiproxy-control'

/** For the ledger. */
export const RESTARTED =
  'Toxiproxy hung and was started anew; every connection through it ended at that moment'

export class ToxiproxyKeeper {
  readonly #toxiproxy: ToxiproxyControl
  readonly #restart: ((known: readonly ProxyState[] | undefined) => Promise<void>) | null
  #known: readonly ProxyState[] | undefined
  #restarting: Promise<void> | null = null

  /** @param restart null where it is not ours to start anew */
  constructor(
    toxiproxy: ToxiproxyControl,
    restart: ((known: readonly ProxyState[] | undefined) => Promise<void>) | null,
  ) {
    this.#toxiproxy = toxiproxy
    this.#restart = restart
  }

  /**
   * Does it, a second time when Toxiproxy hung at the first.
   * @returns with whether Toxiproxy was started anew
   * @throws what the last time threw
   */
  async guard<Result>(act: () => Promise<Result>): Promise<{ result: Result; restarted: boolean }> {
    let restarted = false
    let result: Result
    try {
      result = await act()
    } catch (error) {
      if (!(error instanceof ToxiproxyHungError) || !this.#restart) throw error
      await this.#startAnew(this.#restart)
      restarted = true
      result = await act()
    }
    await this.#remember()
    return { result, restarted }
  }

  /** Faults that hang at the same time share one restart. */
  #startAnew(restart: (known: readonly ProxyState[] | undefined) => Promise<void>): Promise<void> {
    this.#restarting ??= restart(this.#known).finally(() => (this.#restarting = null))
    return this.#restarting
  }

  /** What it has now is what it must have again. Where it does not tell, what it had before is the best there is. */
  async #remember(): Promise<void> {
    const proxies = await this.#toxiproxy.proxies().catch(() => null)
    if (proxies) this.#known = [...proxies.values()]
  }
}
