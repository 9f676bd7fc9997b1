/** Toxiproxy's API for tests: it keeps proxies and toxics, carries no traffic, and can be told to fail. */
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { json } from 'node:stream/consumers'

interface StoredProxy {
  name: string
  listen: string
  upstream: string
  enabled: boolean
  toxics: { name: string }[]
}

export interface VirtualToxiproxy {
  readonly url: string
  readonly proxies: Map<string, StoredProxy>
  /** Calls that were made, as "DELETE /proxies/x". */
  readonly calls: string[]
  /** Answers 500 to everything. */
  isBroken: boolean
  /** Proxies that stay although they are deleted. */
  readonly immortal: Set<string>
  /** Gives no answer to lists of proxies until one is deleted, as the real one after a toxic whose client does not read. */
  isHung: boolean
  add(name: string, toxics?: string[]): void
  close(): void
}

export async function startVirtualToxiproxy(): Promise<VirtualToxiproxy> {
  const server = createServer((request, response) => {
    const call = `${request.method} ${request.url}`
    state.calls.push(call)
    if (state.isHung && call === 'GET /proxies') return
    answer(state, request).then(
      ([status, body]) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const state: VirtualToxiproxy = {
    url: typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '',
    proxies: new Map(),
    calls: [],
    isBroken: false,
    immortal: new Set(),
    isHung: false,
    add(name, toxics = []) {
      const toxicStates = toxics.map((toxic) => ({
        ...{ name: toxic, type: 'latency', stream: 'downstream', toxicity: 1 },
        attributes: { latency: 1, jitter: 0 },
      }))
      const addresses = { listen: '127.0.0.1:1', upstream: '127.0.0.1:2' }
      state.proxies.set(name, { name, ...addresses, enabled: true, toxics: toxicStates })
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
  return state
}

async function answer(state: VirtualToxiproxy, request: IncomingMessage): Promise<[number, unknown]> {
  if (state.isBroken) return [500, {}]
  const [, folder, name = ''] = (request.url ?? '').split('/')
  if (folder === 'version') return [200, { version: '2.12.0' }]
  if (folder !== 'proxies') return [404, {}]
  switch (request.method) {
    case 'DELETE':
      state.isHung = false
      if (!state.proxies.has(name)) return [404, {}]
      if (!state.immortal.has(name)) state.proxies.delete(name)
      return [204, null]
    case 'POST': {
      const proxy = { ...((await json(request)) as StoredProxy), toxics: [] }
      if (state.proxies.has(proxy.name)) return [409, {}]
      state.proxies.set(proxy.name, proxy)
      return [201, proxy]
    }
    default:
      return [200, Object.fromEntries(state.proxies)]
  }
}
