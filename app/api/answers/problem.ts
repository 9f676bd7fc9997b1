/** How routes refuse, and the net that catches what nobody expected. */
import { randomUUID } from 'node:crypto'
import type { ProblemKind } from '@/lib/core/api/problem-kinds'
import { DatabaseError } from '@/lib/db/database-error'
import { log } from './log'
import { problemResponse, type Problem } from './problem-response'

/** Thrown inside a route to answer with a problem. */
export class Refusal extends Error {
  readonly problem: Problem

  /** @param detail why, and what to do */
  constructor(kind: ProblemKind, detail: string, more: Omit<Problem, 'kind' | 'detail'> = {}) {
    super(`${kind}: ${detail}`)
    this.name = 'Refusal'
    this.problem = { kind, detail, ...more }
  }
}

/** Runs a route's work: a refusal becomes its problem, anything else a 500 whose cause is only logged. */
export async function caught(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refusal) return problemResponse(error.problem)
    const requestId = randomUUID()
    log.error({ err: error, requestId }, 'a request failed')
    return problemResponse(unexpected(error, requestId))
  }
}

function unexpected(error: unknown, requestId: string): Problem {
  if (!(error instanceof DatabaseError) || error.problem === 'other')
    return {
      kind: 'unexpected',
      detail: 'The cause stands in the server’s log. Try again; if it stays, look it up by the reference.',
      requestId,
    }
  const { problem, message: detail } = error
  if (problem === 'damaged') return { kind: 'damaged', detail, requestId }
  return { kind: problem === 'full' ? 'disk-full' : 'database-unusable', detail, requestId }
}

/** The refusal for a run that is not there. */
export function noSuchRun(): Refusal {
  return new Refusal('no-such-run', 'It may have been deleted. The list of runs shows what is there.')
}

/** The refusal for a trial that is not there. @param trial counted from 1, as it was asked for */
export function noSuchTrial(trial: number | string): Refusal {
  return new Refusal('no-such-trial', `Trial ${trial} of this run has not ended, or was never planned.`)
}
