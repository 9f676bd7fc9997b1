/** A refusal as RFC 9457 problem details. */
import type { SpecProblem } from '@/lib/core/experiment/spec'

export interface Problem {
  status: number
  /** What happened. */
  title: string
  /** Why, and what to do. */
  detail: string
  requestId?: string
  problems?: readonly SpecProblem[]
}

/** A problem as a response. */
export function problemResponse(problem: Problem): Response {
  return Response.json(
    { type: 'about:blank', ...problem },
    {
      status: problem.status,
      headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
    },
  )
}
