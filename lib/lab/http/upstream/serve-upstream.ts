/**
 * The upstream's two ports: one for callers, which Toxiproxy forwards to, and one for the lab, which no proxy leads to:
 * configuration and counts go around every fault.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import { VERSION_PATH } from '../request-fields'
import { readBody } from './read-body'
import { Upstream } from './upstream'
import { upstreamConfigSchema } from './upstream-config'

export interface UpstreamPorts {
  host: string
  /** 0 = any. */
  port: number
  adminPort: number
}

export interface RunningUpstream {
  /** The ports it really listens on. */
  port: number
  adminPort: number
  close(): Promise<void>
}

/**
 * Listens on both ports.
 * @returns rejects with Node's own error when a port is taken
 */
export async function serveUpstream({ host, port, adminPort }: UpstreamPorts): Promise<RunningUpstream> {
  const upstream = new Upstream()
  const service = createServer((request, response) => {
    // Readiness, warm-up and probes are no requests of a caller: never counted, never disturbed.
    if (request.url === VERSION_PATH) answerJson(response, 200, { upstream: 'retryscope' })
    else void upstream.handle(request, response)
  })
  const admin = createServer((request, response) => {
    void administer(upstream, request, response).then(() => obey(service, upstream))
  })
  obey(service, upstream)
  const servers = [service, admin]
  service.listen(port, host)
  admin.listen(adminPort, host)
  await Promise.all(servers.map((server) => once(server, 'listening')))
  return {
    port: portOf(service),
    adminPort: portOf(admin),
    async close() {
      await Promise.all(
        servers.map((server) => {
          const closed = new Promise((resolve) => server.close(resolve))
          server.closeAllConnections()
          return closed
        }),
      )
    },
  }
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server does not listen on a port')
  return address.port
}

/** Takes over what Node itself looks after. */
function obey(service: Server, { config }: Upstream): void {
  // Newer versions of Node add a second of their own.
  Object.assign(service, { keepAliveTimeout: config.behaviour.keepAliveMs, keepAliveTimeoutBuffer: 0 })
}

async function administer(
  upstream: Upstream,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [path, query] = (request.url ?? '').split('?', 2)
  switch (`${request.method} ${path}`) {
    case 'GET /admin/counters':
      return answerJson(response, 200, upstream.counters)
    case 'GET /admin/effects':
      return answerJson(response, 200, upstream.effects(new URLSearchParams(query).get('prefix') ?? ''))
    case 'GET /admin/values':
      return answerJson(response, 200, upstream.values(new URLSearchParams(query).get('prefix') ?? ''))
    case 'GET /admin/config':
      return answerJson(response, 200, upstream.config)
    case 'POST /admin/reset':
      upstream.reset()
      return answerJson(response, 200, { reset: true })
    case 'PUT /admin/config': {
      const body = await readBody(request)
      if (typeof body === 'string') return answerJson(response, 400, { error: `the body is ${body}` })
      const config = upstreamConfigSchema.safeParse(jsonOf(body.text))
      if (!config.success) return answerJson(response, 422, { error: config.error.message })
      upstream.configure(config.data)
      return answerJson(response, 200, upstream.config)
    }
    default:
      return answerJson(response, 404, { error: 'there is nothing here' })
  }
}

function answerJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // No configuration; the check says so.
  }
}
