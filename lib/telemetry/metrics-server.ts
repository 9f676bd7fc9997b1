/** Serves metrics of a process that has no web server: `GET /metrics`, for this machine only unless told otherwise. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Registry } from 'prom-client'
import { isLoopbackHost } from '@/lib/core/served-host.mjs'

export interface MetricsServer {
  /** Where it is found: http://127.0.0.1:39251/metrics */
  url: string
  close(): void
}

/**
 * Starts to listen.
 * @param port 0 = any free one
 * @throws the system's error when the port is taken or may not be used
 */
export async function serveMetrics(
  registry: Registry,
  { host, port }: { host: string; port: number },
): Promise<MetricsServer> {
  const isLocal = isLoopbackHost(host.includes(':') ? `[${host}]` : host)
  const server = createServer((request, response) => {
    const answer = (status: number, text: string, type = 'text/plain; charset=utf-8') =>
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text)
    // A foreign name that leads here comes from a foreign page: the same rule as the web server's.
    if (isLocal && !isLoopbackHost(request.headers.host ?? null))
      return void answer(403, 'These metrics are for this machine: ask for them as 127.0.0.1 or localhost.\n')
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    if (!isRead || request.url?.split('?')[0] !== '/metrics')
      return void answer(404, 'There is only GET /metrics.\n')
    registry.metrics().then(
      (text) => answer(200, text, registry.contentType),
      (error: unknown) => answer(500, `The metrics could not be read: ${String(error)}\n`),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  // It must not keep the process alive.
  server.unref()
  const bound = server.address() as AddressInfo
  const reached = ['0.0.0.0', '::'].includes(bound.address) ? '127.0.0.1' : bound.address
  return {
    url: `http://${reached.includes(':') ? `[${reached}]` : reached}:${bound.port}/metrics`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
