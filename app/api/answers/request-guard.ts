/**
 * Who may talk to this server. Two attacks reach a server on loopback through its owner's browser: a foreign page that
 * posts to it (stopped by comparing Origin with Host), and a foreign name that resolves to 127.0.0.1 (DNS rebinding,
 * stopped by accepting only loopback names and the one that RETRYSCOPE_URL says).
 */
import { hostOf, isServedHost } from '@/lib/core/served-host.mjs'
import type { Problem } from './problem-response'

export interface GuardedRequest {
  method: string
  host: string | null
  origin: string | null
  /** Fetch metadata, where the browser sends it. */
  fetchSite: string | null
}

/**
 * The problem to answer with, or null when the request is fine.
 * @param publicOrigin under which address others open this server (RETRYSCOPE_URL); null = none
 */
export function refuseForeign(request: GuardedRequest, publicOrigin: string | null): Problem | null {
  if (!isServedHost(request.host, publicOrigin))
    return {
      kind: 'foreign-name',
      detail: `Open Retryscope as ${publicOrigin ?? 'http://127.0.0.1 or http://localhost'}. The address that others open it under is set by RETRYSCOPE_URL, for example https://retryscope.example.`,
    }
  if (request.method === 'GET' || request.method === 'HEAD') return null
  if (!isOwnOrigin(request, publicOrigin) || request.fetchSite === 'cross-site')
    return {
      kind: 'foreign-site',
      detail: 'Open Retryscope itself and do it there.',
    }
  return null
}

/** Whether a page of ours asks, or no page at all. A proxy that ends TLS may ask for us by another name than the browser did. */
function isOwnOrigin({ origin, host }: GuardedRequest, publicOrigin: string | null): boolean {
  if (origin === null || origin === publicOrigin) return true
  // Under the name that others open, nobody but that very origin: the same name without TLS is another one.
  if (publicOrigin !== null && host?.toLowerCase() === hostOf(publicOrigin)) return false
  return hostOf(origin) === host && (publicOrigin !== null || origin.startsWith('http:'))
}
