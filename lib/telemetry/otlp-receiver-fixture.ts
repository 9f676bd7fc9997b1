/** A collector for tests: a real HTTP server that takes OTLP and keeps what it was sent. */
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { afterEach, vi } from 'vitest'

export interface Received {
  path: string
  headers: IncomingHttpHeaders
  body: Buffer
}

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  vi.unstubAllEnvs()
  for (const stop of stops.splice(0)) await stop()
})

/** @param answer the status for each request, 200 by default; null = it never answers */
export async function otlpReceiver(answer: () => number | null = () => 200) {
  const received: Received[] = []
  const server = createServer((request, response) => {
    void buffer(request).then((raw) => {
      const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw
      received.push({ path: request.url ?? '', headers: request.headers, body })
      const status = answer()
      if (status !== null)
        response.writeHead(status, { 'content-type': request.headers['content-type'] }).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}
