/**
 * One channel to one etcd member that etcd3's typed clients can stand on (`new KVClient(channel)`). Unlike etcd3's own
 * connection pool it retries nothing, keeps its connection after an error, and leaves grpc's numeric codes alone, so
 * that one attempt is one request on the wire.
 */
import * as grpc from '@grpc/grpc-js'
import type { CallContext } from 'etcd3'
import { onAbort } from '../abort-callbacks'
import { etcdService, type ServiceClient, type ServiceName } from './etcd-services'

const CHANNEL_OPTIONS: grpc.ClientOptions = {
  // Without a pool of its own, channels of different arms would share a TCP connection and its fate.
  'grpc.use_local_subchannel_pool': 1,
  'grpc.enable_retries': 0,
  // grpc-js waits 1 s and more before it connects again: attempts would fail without touching the network.
  'grpc.initial_reconnect_backoff_ms': 20,
  'grpc.min_reconnect_backoff_ms': 20,
  'grpc.max_reconnect_backoff_ms': 100,
  // A proxy of the environment must not come between; nor may a DNS query for a service config.
  'grpc.enable_http_proxy': 0,
  'grpc.service_config_disable_resolution': 1,
}

/** Options of one call: `deadline` is absolute wall-clock time; aborting the signal cancels the call at once. */
export type EtcdCallOptions = grpc.CallOptions & { signal?: AbortSignal }

/** The time limit of calls that name none, in milliseconds. */
const DEFAULT_TIMEOUT_MS = 5_000

export class EtcdChannel {
  /** Part of the interface etcd3's clients stand on; deadlines are given with each call here. */
  readonly callOptionsFactory: ((context: CallContext) => grpc.CallOptions) | undefined = undefined
  readonly #metadata = new grpc.Metadata()
  readonly #credentials = grpc.credentials.createInsecure()
  readonly #clients = new Map<ServiceName, ServiceClient>()

  /** @param address host:port, or the target of a name ({@link targetOf}); nothing is connected before the first call or {@link ready} */
  constructor(readonly address: string) {}

  /** Sends one request. Rejects with grpc's own ServiceError. */
  exec<Reply>(
    service: ServiceName,
    method: string,
    payload: unknown,
    options?: EtcdCallOptions,
  ): Promise<Reply> {
    const client = this.#clientOf(service)
    return new Promise((resolve, reject) => {
      let forget: (() => void) | undefined
      const send = client[method]
      if (!send) throw new Error(`etcd's ${service} service has no method ${method}`)
      const call = send.call(
        client,
        payload,
        this.#metadata,
        options ?? { deadline: Date.now() + DEFAULT_TIMEOUT_MS },
        (error, reply) => {
          forget?.()
          if (error) reject(error)
          // etcd3's clients name the reply's type; grpc-js decodes it from the same proto file.
          else resolve(reply as Reply)
        },
      )
      if (options?.signal) forget = onAbort(options.signal, () => call.cancel())
    })
  }

  /** Streams (watch, lease keep-alive, snapshot) are not part of this channel. */
  withConnection(): Promise<never> {
    return Promise.reject(new Error('this channel carries single calls only'))
  }

  /** etcd3's pool closes a host after an error; this channel stays open. */
  markFailed(): void {
    return
  }

  /** Connects. Rejects when there is no connection within the time limit. */
  ready(timeoutMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#clientOf('KV').waitForReady(Date.now() + timeoutMs, (error) => {
        if (error) reject(new Error(`no connection to ${this.address} within ${timeoutMs} ms`))
        else resolve()
      })
    })
  }

  /** True while there is a connection that has exchanged its settings. */
  isConnected(): boolean {
    return this.#clientOf('KV').getChannel().getConnectivityState(false) === grpc.connectivityState.READY
  }

  /** Tells once when the connection that is there now ends, for whatever reason. */
  onDisconnected(listener: () => void): void {
    const channel = this.#clientOf('KV').getChannel()
    channel.watchConnectivityState(grpc.connectivityState.READY, Infinity, listener)
  }

  /** Closes the connection; calls under way end with an error. */
  close(): void {
    for (const client of this.#clients.values()) client.close()
  }

  #clientOf(service: ServiceName): ServiceClient {
    const known = this.#clients.get(service)
    if (known) return known
    const [first] = this.#clients.values()
    const client = new (etcdService(service))(this.address, this.#credentials, {
      ...CHANNEL_OPTIONS,
      // All services of this channel travel on one connection.
      ...(first && { channelOverride: first.getChannel() }),
    })
    this.#clients.set(service, client)
    return client
  }
}
