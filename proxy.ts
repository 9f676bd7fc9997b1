/**
 * Runs before every page and route: counts the request, refuses what foreign pages and foreign names send (see the guard), and
 * leads whoever has to sign in there.
 */
import { NextResponse, type NextRequest } from 'next/server'
import { caught } from '@/app/api/answers/problem'
import { problemResponse } from '@/app/api/answers/problem-response'
import { refuseForeign } from '@/app/api/answers/request-guard'
import { whoAsks } from '@/lib/auth/who-asks'
import { environment } from '@/lib/config/environment'
import { isClosedPage } from '@/lib/core/access/open-paths'
import { signInPath } from '@/lib/core/access/return-path'
import { webMetrics } from '@/lib/telemetry/web-metrics'

export function proxy(request: NextRequest): Promise<Response> {
  webMetrics().request(request.method)
  return caught(async () => {
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
    if (!isClosedPage(pathname) || (await whoAsks(request.headers)).kind !== 'nobody')
      return NextResponse.next()
    return NextResponse.redirect(new URL(signInPath(pathname + search), request.nextUrl), 307)
  })
}

export const config = { matcher: '/((?!_next/).*)' }
