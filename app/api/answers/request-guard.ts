/**
 * Who may talk to this server. Two attacks reach a server on loopback through its owner's browser: a foreign page that
 * posts to it (stopped by comparing Origin with Host), and a foreign name that resolves to 127.0.0.1 (DNS rebinding,
 * stopped by accepting only loopback names).
 */
import { isLoopbackHost } from '@/lib/core/loopback-host'
import type { Problem } from './problem-response'

export interface GuardedRequest {
  method: string
  host: string | null
  origin: string | null
  /** Fetch metadata, where the browser sends it. */
  fetchSite: string | null
}

/** The problem to answer with, or null when the request is fine. */
export function refuseForeign(request: GuardedRequest, boundToLoopback: boolean): Problem | null {
  if (boundToLoopback && !isLoopbackHost(request.host))
    return {
      kind: 'foreign-name',
      detail:
        'Retryscope serves this machine only: open it as http://127.0.0.1 or http://localhost. To serve it under other names, set RETRYSCOPE_HOST to the address it listens on, for example 0.0.0.0.',
    }
  if (request.method === 'GET' || request.method === 'HEAD') return null
  const foreignOrigin = request.origin !== null && hostOf(request.origin) !== request.host
  if (foreignOrigin || request.fetchSite === 'cross-site')
    return {
      kind: 'foreign-site',
      detail: 'Open Retryscope itself and do it there.',
    }
  return null
}

/** Host (with port) of a URL; null when it is none, as with `Origin: null`. */
function hostOf(url: string): string | null {
  try {
    return new URL(url).host
  } catch {
    return null
  }
}
