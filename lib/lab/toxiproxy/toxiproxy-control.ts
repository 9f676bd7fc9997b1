/**
 * Toxiproxy through its own client, with a time limit on each call: the client has none, and the server is known to
 * hang when a toxic is deleted while somebody does not read. Then every call that looks at toxics hangs as well; deleting the
 * proxy that holds the toxic frees them (measured on 2.12).
 */
import { Toxiproxy } from 'toxiproxy-node-client'
import { z } from 'zod'
import { LabError, ToxiproxyHungError, ToxiproxyRefusedError } from '../lab-error'

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

/** A toxic as the server reports it, and as it is added. Times in milliseconds, except the slicer's delay in µs. */
export type ToxicState = z.output<typeof toxicSchema>
/** A proxy as the server reports it. */
export type ProxyState = z.output<typeof proxySchema>

export interface NewProxy {
  name: string
  /** host:port; port 0 = any. */
  listen: string
  upstream: string
  /** False = it refuses connections until it is enabled. Left out = true. */
  enabled?: boolean
}

/**
 * One Toxiproxy server. Every method rejects with a {@link LabError} that names the call: a {@link ToxiproxyHungError} when
 * there was no answer in time, a {@link ToxiproxyRefusedError} when the answer was no.
 */
export class ToxiproxyControl {
  readonly #server: Toxiproxy
  readonly #timeoutMs: number
  #hasMade = false

  /** @param url of the HTTP API, without a slash at its end */
  constructor(
    readonly url: string,
    timeoutMs = CALL_TIMEOUT_MS,
  ) {
    this.#server = new Toxiproxy(url)
    this.#timeoutMs = timeoutMs
  }

  /** True when a proxy was asked for through this object: something of ours may be there, whatever came back. */
  get hasMade(): boolean {
    return this.#hasMade
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
    const answer = await this.#call('GET /proxies', () => this.#get('/proxies'))
    const proxies = this.#checked(z.record(z.string(), proxySchema), answer, 'a list of proxies')
    return new Map(Object.entries(proxies))
  }

  /** One proxy with its toxics. */
  async proxy(name: string): Promise<ProxyState> {
    const path = `/proxies/${name}`
    return this.#checked(proxySchema, await this.#call(`GET ${path}`, () => this.#get(path)), 'a proxy')
  }

  /** @returns the proxy with the address it really listens on */
  async createProxy(proxy: NewProxy): Promise<ProxyState> {
    this.#hasMade = true
    const answer = await this.#call(`POST /proxies (${proxy.name} on ${proxy.listen})`, () =>
      this.#post('/proxies', { enabled: true, ...proxy }),
    )
    return this.#checked(proxySchema, answer, 'a proxy')
  }

  /** Ends the proxy's connections and takes it away. */
  async removeProxy(name: string): Promise<void> {
    await this.#call(`DELETE /proxies/${name}`, () => this.#delete(`/proxies/${name}`))
  }

  /** Lets connections through again, or closes them all and refuses new ones. */
  async setEnabled({ name, listen, upstream }: NewProxy, enabled: boolean): Promise<void> {
    await this.#call(`POST /proxies/${name}`, () =>
      this.#post(`/proxies/${name}`, { enabled, listen, upstream }),
    )
  }

  /** Adds a toxic at the end of its direction's chain; it acts on live connections at once. Whole numbers only. */
  async addToxic(proxyName: string, toxic: ToxicState): Promise<void> {
    const path = `/proxies/${proxyName}/toxics`
    await this.#call(`POST ${path} (${toxic.name})`, () => this.#post(path, toxic))
  }

  /** A `timeout` toxic takes the connections that had it along. */
  async removeToxic(proxyName: string, toxicName: string): Promise<void> {
    const path = `/proxies/${proxyName}/toxics/${toxicName}`
    await this.#call(`DELETE ${path}`, () => this.#delete(path))
  }

  /** Enables every proxy of the server and removes every toxic: only for servers that are all ours. */
  async reset(): Promise<void> {
    await this.#call('POST /reset', () => this.#server.reset())
  }

  async #get(path: string): Promise<unknown> {
    return (await this.#server.api.get<unknown>(`${this.url}${path}`)).data
  }

  async #post(path: string, body: unknown): Promise<unknown> {
    return (await this.#server.api.post<unknown>(`${this.url}${path}`, body)).data
  }

  #delete(path: string): Promise<void> {
    return this.#server.api.delete(`${this.url}${path}`)
  }

  #checked<Schema extends z.ZodType>(schema: Schema, answer: unknown, what: string): z.output<Schema> {
    const result = schema.safeParse(answer)
    if (result.success) return result.data
    throw new LabError(
      `Toxiproxy at ${this.url} answered something that is not ${what}. Is it really Toxiproxy?`,
    )
  }

  async #call<Result>(what: string, call: () => Promise<Result>): Promise<Result> {
    let timer: NodeJS.Timeout | undefined
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(this.#hung(what)), this.#timeoutMs)
    })
    try {
      return await Promise.race([call(), limit])
    } catch (error) {
      throw error instanceof ToxiproxyHungError ? error : this.#failed(what, error)
    } finally {
      clearTimeout(timer)
    }
  }

  #hung(what: string): ToxiproxyHungError {
    return new ToxiproxyHungError(
      `Toxiproxy at ${this.url} did not do "${what}": no answer within ${this.#timeoutMs} ms; the server hangs. ` +
        'It does not recover by itself; starting the lab anew helps.',
    )
  }

  #failed(what: string, error: unknown): LabError {
    const why = error instanceof Error ? error.message : String(error)
    const message = `Toxiproxy at ${this.url} did not do "${what}": ${why}. Look into its log; starting the lab anew helps.`
    // The client tells the status in its message only.
    const status = /status code (\d+)/.exec(why)?.[1]
    return status === undefined
      ? new LabError(message, { cause: error })
      : new ToxiproxyRefusedError(message, Number(status), { cause: error })
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // Plain text, which the caller takes as it is.
  }
}
