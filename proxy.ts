/**
 * Runs before every page and route: counts the request, refuses what foreign pages and foreign names send (see the guard), and
 * leads whoever has to sign in there, and shows nobody a page that is not for them.
 */
import { NextResponse, type NextRequest } from 'next/server'
import { caught } from '@/app/api/answers/problem'
import { problemResponse } from '@/app/api/answers/problem-response'
import { refuseForeign } from '@/app/api/answers/request-guard'
import { whoAsks } from '@/lib/auth/who-asks'
import { environment } from '@/lib/config/environment'
import { mayDo } from '@/lib/core/access/access'
import { pageAccess } from '@/lib/core/access/page-access'
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
    const access = pageAccess(pathname)
    if (access === 'anyone') return NextResponse.next()
    const who = await whoAsks(request.headers)
    if (mayDo(who, access)) return NextResponse.next()
    return who.kind === 'nobody'
      ? NextResponse.redirect(new URL(signInPath(pathname + search), request.nextUrl), 307)
      : NextResponse.rewrite(new URL('/not-for-you', request.nextUrl), { status: 403 })
  })
}

export const config = { matcher: '/((?!_next/).*)' }
