/** A refusal as RFC 9457 problem details. */
import { problemKinds, problemType, type ProblemKind } from '@/lib/core/api/problem-kinds'
import type { AuditSubject } from '@/lib/core/audit/actions'
import type { SpecProblem } from '@/lib/core/experiment/spec'

export interface Problem {
  /** Decides on status and title, and is what programs tell refusals apart by. */
  kind: ProblemKind
  /** Why, and what to do. */
  detail: string
  requestId?: string
  problems?: readonly SpecProblem[]
  /** What an earlier request has made. */
  made?: AuditSubject
  headers?: Record<string, string>
}

/** A problem as a response. */
export function problemResponse({ kind, headers, ...rest }: Problem): Response {
  const { status, title } = problemKinds[kind]
  return Response.json(
    { type: problemType(kind), status, title, ...rest },
    {
      status,
      headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
    },
  )
}
