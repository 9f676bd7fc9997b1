/** Which of the upstream's resources a request asks for. */
import type { IncomingMessage } from 'node:http'

export type Route =
  /** POST /orders?key=5 */
  | { kind: 'write'; key: string }
  /** GET /data?key=5: its value, with its revision as the entity tag. */
  | { kind: 'value'; key: string }
  /** GET /orders/<id of an operation>: whether it took effect. */
  | { kind: 'operation'; operationId: string }

/** The route, or the status that says that there is none. */
export function routeOf({
  method,
  url = '/',
}: Pick<IncomingMessage, 'method' | 'url'>): Route | 400 | 404 | 405 {
  const [path = '/', query] = url.split('?', 2)
  const key = new URLSearchParams(query).get('key') ?? '0'
  const operation = /^\/orders\/([^/]+)$/.exec(path)?.[1]
  if (operation !== undefined) {
    if (method !== 'GET') return 405
    const operationId = decoded(operation)
    return operationId === null ? 400 : { kind: 'operation', operationId }
  }
  if (path === '/data') return method === 'GET' ? { kind: 'value', key } : 405
  if (path === '/orders') return method === 'POST' ? { kind: 'write', key } : 405
  return 404
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null // A percent sign without its digits.
  }
}
