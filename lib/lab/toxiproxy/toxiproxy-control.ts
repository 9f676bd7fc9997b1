/**
 * Toxiproxy through its own client, with a time limit on each call: the client has none, and the server is known to
 * hang when a toxic is deleted while somebody does not read.
 */
import { Toxiproxy, type Proxy as ToxiproxyProxy } from 'toxiproxy-node-client'
import { z } from 'zod'
import { LabError } from '../lab-error'

const CALL_TIMEOUT_MS = 5_000

const toxicSchema = z.object({
  name: z.string(),
  type: z.string(),
  stream: z.string(),
  toxicity: z.number(),
  attributes: z.record(z.string(), z.number()),
})
const proxySchema = z.object({
  name: z.string(),
  listen: z.string(),
  upstream: z.string(),
  enabled: z.boolean(),
  toxics: z.array(toxicSchema),
})

/** A toxic as the server reports it. Times in milliseconds. */
export type ToxicState = z.output<typeof toxicSchema>
/** A proxy as the server reports it. */
export type ProxyState = z.output<typeof proxySchema>

/** A toxic and the proxy it is set on. */
export interface PlacedToxic {
  proxyName: string
  toxic: ToxicState
}

export interface NewProxy {
  name: string
  /** host:port; port 0 = any. */
  listen: string
  upstream: string
}

export interface LatencyToxic {
  name: string
  latencyMs: number
  jitterMs: number
}

/** One Toxiproxy server. Every method rejects with a {@link LabError} that names the call. */
export class ToxiproxyControl {
  readonly #server: Toxiproxy
  readonly #timeoutMs: number

  /** @param url of the HTTP API, without a slash at its end */
  constructor(
    readonly url: string,
    timeoutMs = CALL_TIMEOUT_MS,
  ) {
    this.#server = new Toxiproxy(url)
    this.#timeoutMs = timeoutMs
  }

  /** The server's version; `git` where somebody built it without one. */
  async version(): Promise<string> {
    const text = await this.#call('GET /version', () => this.#server.getVersion())
    // 2.12 answers JSON, servers before 2.2 plain text.
    const parsed = z.object({ version: z.string() }).safeParse(parseJson(text))
    return parsed.success ? parsed.data.version : text.trim()
  }

  /** All proxies of the server with their toxics, by name. */
  async proxies(): Promise<Map<string, ProxyState>> {
    const { data } = await this.#call('GET /proxies', () =>
      this.#server.api.get<unknown>(`${this.url}/proxies`),
    )
    const proxies = z.record(z.string(), proxySchema).safeParse(data)
    if (!proxies.success)
      throw new LabError(
        `Toxiproxy at ${this.url} answered something that is not a list of proxies. Is it really Toxiproxy?`,
      )
    return new Map(Object.entries(proxies.data))
  }

  async createProxy(proxy: NewProxy): Promise<void> {
    await this.#call(`POST /proxies (${proxy.name} on ${proxy.listen})`, () =>
      this.#server.createProxy({ ...proxy, enabled: true }),
    )
  }

  async removeProxy(name: string): Promise<void> {
    await this.#call(`DELETE /proxies/${name}`, () => this.#server.api.delete(`${this.url}/proxies/${name}`))
  }

  /** Lets connections through again. */
  async enableProxy({ name, listen, upstream }: NewProxy): Promise<void> {
    await this.#call(`POST /proxies/${name}`, async () =>
      (await this.#proxy(name)).update({ enabled: true, listen, upstream }),
    )
  }

  /** Delays everything etcd sends through the proxy, on all connections. Whole milliseconds. */
  async addLatency(proxyName: string, { name, latencyMs, jitterMs }: LatencyToxic): Promise<void> {
    await this.#call(`POST /proxies/${proxyName}/toxics (${name})`, async () =>
      (await this.#proxy(proxyName)).addToxic({
        name,
        type: 'latency',
        stream: 'downstream',
        toxicity: 1,
        attributes: { latency: latencyMs, jitter: jitterMs },
      }),
    )
  }

  /** Sets a toxic as {@link proxies} reports one. */
  async addToxic({ proxyName, toxic }: PlacedToxic): Promise<void> {
    const path = `/proxies/${proxyName}/toxics`
    await this.#call(`POST ${path} (${toxic.name})`, () => this.#server.api.post(`${this.url}${path}`, toxic))
  }

  async removeToxic(proxyName: string, toxicName: string): Promise<void> {
    const path = `/proxies/${proxyName}/toxics/${toxicName}`
    await this.#call(`DELETE ${path}`, () => this.#server.api.delete(`${this.url}${path}`))
  }

  /** Enables every proxy of the server and removes every toxic: only for servers that are all ours. */
  async reset(): Promise<void> {
    await this.#call('POST /reset', () => this.#server.reset())
  }

  #proxy(name: string): Promise<ToxiproxyProxy> {
    return this.#server.get(name)
  }

  async #call<Result>(what: string, call: () => Promise<Result>): Promise<Result> {
    let timer: NodeJS.Timeout | undefined
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`no answer within ${this.#timeoutMs} ms; the server hangs`)),
        this.#timeoutMs,
      )
    })
    try {
      return await Promise.race([call(), limit])
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      throw new LabError(
        `Toxiproxy at ${this.url} did not do "${what}": ${why}. Look into its log; starting the lab anew helps.`,
        { cause: error },
      )
    } finally {
      clearTimeout(timer)
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // Plain text, which the caller takes as it is.
  }
}
