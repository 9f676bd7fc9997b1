/** Runs before every page and route: refuses what foreign pages and foreign names send (see the guard). */
import { NextResponse, type NextRequest } from 'next/server'
import { problemResponse } from '@/app/api/answers/problem-response'
import { refuseForeign } from '@/app/api/answers/request-guard'

/** RETRYSCOPE_HOST is the address the server is bound to; without it, this machine only. */
export function proxy(request: NextRequest): Response {
  const bound = process.env.RETRYSCOPE_HOST ?? '127.0.0.1'
  const problem = refuseForeign(
    {
      method: request.method,
      host: request.headers.get('host'),
      origin: request.headers.get('origin'),
      fetchSite: request.headers.get('sec-fetch-site'),
    },
    /^(localhost|127\.|::1$)/.test(bound),
  )
  return problem ? problemResponse(problem) : NextResponse.next()
}

export const config = { matcher: '/((?!_next/).*)' }
