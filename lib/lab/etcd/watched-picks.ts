/**
 * Sees each attempt that grpc-js makes within one call: its retries ask the channel's load balancer for a connection each
 * time. A load balancer of our own stands around the one that a service config names, changes nothing about its choice, and
 * tells the call's watcher of it. It uses only what grpc-js offers to custom load balancers (`experimental`).
 */
import { experimental, type Metadata } from '@grpc/grpc-js'
import { z } from 'zod'

const NAME = 'retryscope_watched'
/** Names the watcher of a call in its metadata; it is taken out before they are sent. */
const CALL_KEY = 'retryscope-call'

/** Told of the connections that a call was given, or not given; may wrap what it is told. */
export type PickWatcher = (result: experimental.PickResult) => experimental.PickResult

const watchers = new Map<string, PickWatcher>()
let lastNumber = 0

/**
 * Has all picks of one call watched.
 * @param metadata those of the call
 * @returns ends the watching; to be called when the call has ended
 */
export function watchPicks(metadata: Metadata, watcher: PickWatcher): () => void {
  const id = String(++lastNumber)
  metadata.set(CALL_KEY, id)
  watchers.set(id, watcher)
  return () => watchers.delete(id)
}

/** The `loadBalancingConfig` that has the picks of another one watched. */
export function watched(child: readonly Record<string, object>[]): Record<string, object>[] {
  if (!experimental.isLoadBalancerNameRegistered(NAME))
    experimental.registerLoadBalancerType(NAME, WatchedLoadBalancer, WatchedConfig)
  return [{ [NAME]: { child } }]
}

const configSchema = z.object({ child: z.array(z.record(z.string(), z.looseObject({}))) })

class WatchedConfig implements experimental.TypedLoadBalancingConfig {
  constructor(readonly child: experimental.TypedLoadBalancingConfig) {}

  getLoadBalancerName(): string {
    return NAME
  }

  toJsonObject(): object {
    return { [NAME]: { child: [this.child.toJsonObject()] } }
  }

  static createFromJson(json: unknown): WatchedConfig {
    const child = experimental.selectLbConfigFromList(configSchema.parse(json).child)
    if (!child) throw new Error('grpc-js does not know the load balancer that is to be watched')
    return new WatchedConfig(child)
  }
}

class WatchedLoadBalancer implements experimental.LoadBalancer {
  readonly #child: experimental.ChildLoadBalancerHandler

  constructor(helper: experimental.ChannelControlHelper) {
    this.#child = new experimental.ChildLoadBalancerHandler(
      experimental.createChildChannelControlHelper(helper, {
        updateState: (state, picker, problem) =>
          helper.updateState(state, { pick: (pickArgs) => watchedPick(picker, pickArgs) }, problem),
      }),
    )
  }

  updateAddressList(...[endpoints, config, options, note]: AddressListUpdate): boolean {
    return (
      config instanceof WatchedConfig && this.#child.updateAddressList(endpoints, config.child, options, note)
    )
  }

  exitIdle(): void {
    this.#child.exitIdle()
  }

  resetBackoff(): void {
    this.#child.resetBackoff()
  }

  destroy(): void {
    this.#child.destroy()
  }

  getTypeName(): string {
    return NAME
  }
}

type AddressListUpdate = Parameters<experimental.LoadBalancer['updateAddressList']>

function watchedPick(picker: experimental.Picker, pickArgs: experimental.PickArgs): experimental.PickResult {
  const [id] = pickArgs.metadata.get(CALL_KEY)
  pickArgs.metadata.remove(CALL_KEY)
  const result = picker.pick(pickArgs)
  const watcher = id === undefined ? undefined : watchers.get(String(id))
  return watcher ? watcher(result) : result
}
