/**
 * One channel to one etcd member that etcd3's typed clients can stand on (`new KVClient(channel)`). Unlike etcd3's own
 * connection pool it retries nothing, keeps its connection after an error, and leaves grpc's numeric codes alone, so
 * that one attempt is one request on the wire.
 */
import * as grpc from '@grpc/grpc-js'
import type { CallContext } from 'etcd3'
import { onAbort } from '../abort-callbacks'
import { isTokenRefused } from './classify-reply'
import { etcdService, type ServiceClient, type ServiceName, type StreamMethod } from './etcd-services'
import type { Fence } from './fence'

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
  // A piece of history may be larger than any single answer.
  'grpc.max_receive_message_length': -1,
  'grpc.service_config_disable_resolution': 1,
}

/** Options of one call: `deadline` is absolute wall-clock time; aborting the signal cancels the call at once. */
export type EtcdCallOptions = grpc.CallOptions & { signal?: AbortSignal }

/** The time limit of calls that name none, in milliseconds. */
const DEFAULT_TIMEOUT_MS = 5_000

/** Gives out the token of a user's session. */
export interface TokenSource {
  /** Null where the cluster knows no users. Rejects when nobody lets the user in. */
  token(): Promise<string | null>
  /** After this token was refused: another one. */
  renew(refused: string): Promise<string | null>
}

/** How a channel connects, and what it lets through; made by {@link EtcdAccess}. */
export interface EtcdConnection {
  credentials: grpc.ChannelCredentials
  /** Announced in the handshake and named as the authority, whatever address leads there; null = the address. */
  serverName: string | null
  tokens: TokenSource | null
  fence: Fence | null
}

const PLAIN: EtcdConnection = {
  credentials: grpc.credentials.createInsecure(),
  serverName: null,
  tokens: null,
  fence: null,
}
const NO_METADATA = new grpc.Metadata()

export class EtcdChannel {
  /** Part of the interface etcd3's clients stand on; deadlines are given with each call here. */
  readonly callOptionsFactory: ((context: CallContext) => grpc.CallOptions) | undefined = undefined
  readonly #connection: EtcdConnection
  readonly #options: grpc.ClientOptions
  readonly #clients = new Map<ServiceName, ServiceClient>()

  /**
   * @param address host:port, or another target of grpc-js; nothing is connected before the first call or {@link ready}
   * @param changes of the options that all our channels have
   */
  constructor(
    readonly address: string,
    connection: EtcdConnection = PLAIN,
    changes: grpc.ClientOptions = {},
  ) {
    this.#connection = connection
    this.#options = { ...CHANNEL_OPTIONS, ...changes }
  }

  /** Sends one request. Rejects with grpc's own ServiceError. */
  async exec<Reply>(
    service: ServiceName,
    method: string,
    payload: unknown,
    options: EtcdCallOptions = { deadline: Date.now() + DEFAULT_TIMEOUT_MS },
  ): Promise<Reply> {
    const { tokens, fence } = this.#connection
    fence?.(service, method, payload)
    const send = (metadata: grpc.Metadata) => this.#send<Reply>(service, method, payload, options, metadata)
    if (!tokens) return send(NO_METADATA)
    const token = await tokens.token()
    if (token === null) return send(NO_METADATA)
    try {
      return await send(withToken(token))
    } catch (error) {
      if (!isTokenRefused(error)) throw error
      // etcd has not looked at the request: sent again, it is still one attempt. In time, or the refusal stands.
      const renewed = await inTime(tokens.renew(token), options)
      if (renewed === null) throw error
      return send(withToken(renewed))
    }
  }

  #send<Reply>(
    service: ServiceName,
    method: string,
    payload: unknown,
    options: EtcdCallOptions,
    metadata: grpc.Metadata,
  ): Promise<Reply> {
    const client = this.#clientOf(service)
    return new Promise((resolve, reject) => {
      let forget: (() => void) | undefined
      const send = client[method]
      if (!send) throw new Error(`etcd's ${service} service has no method ${method}`)
      const call = send.call(client, payload, metadata, options, (error, reply) => {
        forget?.()
        if (error) reject(error)
        // etcd3's clients name the reply's type; grpc-js decodes it from the same proto file.
        else resolve(reply as Reply)
      })
      // It may have been aborted while the session was opened.
      if (options.signal?.aborted) call.cancel()
      else if (options.signal) forget = onAbort(options.signal, () => call.cancel())
    })
  }

  /**
   * Opens a stream of requests and answers, whose messages are what the proto file says. A token that is refused ends it: the
   * stream is not opened again.
   */
  async stream(
    service: ServiceName,
    method: string,
    options: grpc.CallOptions,
    first: unknown,
  ): Promise<grpc.ClientDuplexStream<unknown, unknown>> {
    const { tokens, fence } = this.#connection
    fence?.(service, method, first)
    const token = (await tokens?.token()) ?? null
    const client = this.#clientOf(service)
    const open = (client as unknown as Record<string, StreamMethod>)[method]
    if (!open) throw new Error(`etcd's ${service} service has no method ${method}`)
    const stream = open.call(client, token === null ? NO_METADATA : withToken(token), options)
    stream.write(first)
    return stream
  }

  /** etcd3's own streams (its watchers, lease keep-alive) do not go over this channel. */
  withConnection(): Promise<never> {
    return Promise.reject(new Error('this channel carries no streams of etcd3'))
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
    const { credentials, serverName } = this.#connection
    const client = new (etcdService(service))(this.address, credentials, {
      ...this.#options,
      ...(serverName !== null && {
        'grpc.ssl_target_name_override': serverName,
        'grpc.default_authority': serverName,
      }),
      // All services of this channel travel on one connection.
      ...(first && { channelOverride: first.getChannel() }),
    })
    this.#clients.set(service, client)
    return client
  }
}

/** The name of the field is etcd's own. */
function withToken(token: string): grpc.Metadata {
  const metadata = new grpc.Metadata()
  metadata.set('token', token)
  return metadata
}

/** Null when the call's time is over first, when it is aborted, or when there is no token to be had. */
async function inTime(
  renewal: Promise<string | null>,
  { deadline, signal }: EtcdCallOptions,
): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined
  let forget: (() => void) | undefined
  const over = new Promise<null>((resolve) => {
    const atMs = deadline === undefined ? Infinity : Number(deadline)
    if (atMs !== Infinity) timer = setTimeout(resolve, Math.max(0, atMs - Date.now()), null)
    if (signal) forget = onAbort(signal, () => resolve(null))
  })
  try {
    return await Promise.race([renewal.catch(() => null), over])
  } finally {
    clearTimeout(timer)
    forget?.()
  }
}
