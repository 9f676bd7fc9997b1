/**
 * Runs before every page and route: counts the request, refuses what foreign pages and foreign names send (see the guard),
 * leads whoever has to sign in there, and tells browsers what an answer may do.
 */
import { NextResponse, type NextRequest } from 'next/server'
import { caught } from '@/app/api/answers/problem'
import { problemResponse, type Problem } from '@/app/api/answers/problem-response'
import { refuseForeign } from '@/app/api/answers/request-guard'
import { makeNonce, securityHeaders } from '@/app/api/answers/security-headers'
import { allowedMethods } from '@/lib/core/api/allowed-methods'
import { whoAsks } from '@/lib/auth/who-asks'
import { environment } from '@/lib/config/environment'
import { isClosedPage } from '@/lib/core/access/open-paths'
import { signInPath } from '@/lib/core/access/return-path'
import { webMetrics } from '@/lib/telemetry/web-metrics'

export async function proxy(request: NextRequest): Promise<Response> {
  webMetrics().request(request.method)
  const { pathname } = request.nextUrl
  const nonce = makeNonce()
  const isHttps = environment().publicOrigin?.startsWith('https:') ?? false
  const secured = securityHeaders({ pathname, nonce, isHttps })
  const response = await caught(() => guarded(request, nonce, secured))
  for (const [name, value] of Object.entries(secured)) response.headers.set(name, value)
  return response
}

async function guarded(
  request: NextRequest,
  nonce: string,
  secured: Record<string, string>,
): Promise<Response> {
  const problem = refuseForeign(
    {
      method: request.method,
      host: request.headers.get('host'),
      origin: request.headers.get('origin'),
      fetchSite: request.headers.get('sec-fetch-site'),
    },
    environment().publicOrigin,
  )
  if (problem) return problemResponse(problem)
  const { pathname, search } = request.nextUrl
  const wrongMethod = refuseWrongMethod(request.method, pathname)
  if (wrongMethod) return problemResponse(wrongMethod)
  if (!isClosedPage(pathname) || (await whoAsks(request.headers)).kind !== 'nobody')
    return NextResponse.next({ request: { headers: withNonce(request.headers, nonce, secured) } })
  return NextResponse.redirect(new URL(signInPath(pathname + search), request.nextUrl), 307)
}

/** Next would answer without a word. The problem to answer with, or null where the address takes the method or has no operation. */
function refuseWrongMethod(method: string, pathname: string): Problem | null {
  const allowed = allowedMethods(pathname)
  if (allowed === null || allowed.some((one) => one === method)) return null
  return {
    kind: 'wrong-method',
    detail: `${pathname.slice(0, 200)} takes ${allowed.join(', ')}. /api-reference lists all there is.`,
    headers: { allow: allowed.join(', ') },
  }
}

/** Next reads the nonce for its own scripts out of the policy, and the layout reads it for its own. */
function withNonce(asked: Headers, nonce: string, secured: Record<string, string>): Headers {
  const headers = new Headers(asked)
  headers.delete('content-security-policy-report-only')
  headers.set('content-security-policy', secured['content-security-policy'] ?? '')
  headers.set('x-nonce', nonce)
  return headers
}

export const config = { matcher: '/((?!_next/).*)' }
