/** Test support: the upstream on ports of its own, and requests to it as any client would make them. */
import { request, type Agent } from 'node:http'
import { afterEach, beforeEach } from 'vitest'
import { upstreamBehaviourSchema } from '@/lib/core/target/http-upstream'
import { UpstreamAdmin } from '../upstream-admin'
import { serveUpstream, type RunningUpstream } from './serve-upstream'

/** Longer than it takes a busy machine to do what has to happen in the meantime. */
export const HELD_MS = 700

export interface Sent {
  path?: string
  method?: string
  headers?: Record<string, string | number>
  body?: string
  agent?: Agent
}

export interface Got {
  status: number
  headers: NodeJS.Dict<string | string[]>
  body: Record<string, unknown>
}

/** One upstream for each test of the file. Use it inside tests only. */
export function withUpstream() {
  let upstream: RunningUpstream
  let admin: UpstreamAdmin
  beforeEach(async () => {
    upstream = await serveUpstream({ host: '127.0.0.1', port: 0, adminPort: 0 })
    admin = new UpstreamAdmin(`http://127.0.0.1:${upstream.adminPort}`)
  })
  afterEach(() => upstream.close())
  return {
    get admin() {
      return admin
    },
    /** Sends one request, by default a POST of an order on a connection of its own. */
    send: (sent: Sent = {}) => send(upstream.port, sent),
    /** Behaves like this from now on, without memory of what was. The service time is 0 unless it is said. */
    async behave(changes: object): Promise<void> {
      const behaviour = upstreamBehaviourSchema.parse({ serviceTimeMs: 0, ...changes })
      await admin.configure({ behaviour, seed: 1, trial: 0 })
      await admin.reset()
    },
    /** Waits until so many requests have places or wait for one. */
    async untilBusy(count: number): Promise<void> {
      for (;;) {
        const { taken, queued } = await admin.counters()
        if (taken + queued >= count) return
        await new Promise((resolve) => setTimeout(resolve, 2))
      }
    },
  }
}

/** Says which attempt a request is. */
export function named(operation: number, attempt: number): Record<string, string> {
  return { 'retry-attempt-id': `t/0/op/${operation}#${attempt}` }
}

function send(
  port: number,
  { path = '/orders?key=1', method = 'POST', headers = {}, body = '', agent }: Sent,
): Promise<Got> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path, method, headers, agent: agent ?? false }
    const sent = request(options, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: JSON.parse(text) as Record<string, unknown>,
        }),
      )
      response.on('error', reject)
    })
    sent.on('error', reject).end(method === 'POST' ? body : undefined)
  })
}
