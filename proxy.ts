/** Runs before every page and route: counts the request, and refuses what foreign pages and foreign names send (see the guard). */
import { NextResponse, type NextRequest } from 'next/server'
import { problemResponse } from '@/app/api/answers/problem-response'
import { refuseForeign } from '@/app/api/answers/request-guard'
import { environment } from '@/lib/config/environment'
import { webMetrics } from '@/lib/telemetry/web-metrics'

export function proxy(request: NextRequest): Response {
  webMetrics().request(request.method)
  const problem = refuseForeign(
    {
      method: request.method,
      host: request.headers.get('host'),
      origin: request.headers.get('origin'),
      fetchSite: request.headers.get('sec-fetch-site'),
    },
    environment().loopbackOnly,
  )
  return problem ? problemResponse(problem) : NextResponse.next()
}

export const config = { matcher: '/((?!_next/).*)' }
