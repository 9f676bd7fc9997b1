/** How routes answer: a value, a refusal, or the net that catches what nobody expected. */
import { randomUUID } from 'node:crypto'
import { DatabaseError } from '@/lib/db/database-error'
import { log } from './log'
import { problemResponse, type Problem } from './problem-response'

/** Thrown inside a route to answer with a problem. */
export class Refusal extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.title)
    this.name = 'Refusal'
    this.problem = problem
  }
}

/** Runs a route's work: its value becomes JSON, a refusal its problem, anything else a 500 whose cause is only logged. */
export async function answer(work: () => Promise<Response | object>): Promise<Response> {
  try {
    const result = await work()
    return result instanceof Response
      ? result
      : Response.json(result, { headers: { 'cache-control': 'no-store' } })
  } catch (error) {
    if (error instanceof Refusal) return problemResponse(error.problem)
    const requestId = randomUUID()
    log.error({ err: error, requestId }, 'a request failed')
    return problemResponse(unexpected(error, requestId))
  }
}

function unexpected(error: unknown, requestId: string): Problem {
  if (error instanceof DatabaseError && error.problem === 'damaged')
    return { status: 500, title: 'What was stored cannot be read', detail: error.message, requestId }
  if (error instanceof DatabaseError && error.problem !== 'other')
    return {
      status: error.problem === 'full' ? 507 : 503,
      title: 'The database cannot be used now',
      detail: error.message,
      requestId,
    }
  return {
    status: 500,
    title: 'The server could not do this',
    detail: 'The cause stands in the server’s log. Try again; if it stays, look it up by the reference.',
    requestId,
  }
}

/** The refusal for a run that is not there. */
export function noSuchRun(): Refusal {
  return new Refusal({
    status: 404,
    title: 'There is no such run',
    detail: 'It may have been deleted. The list of runs shows what is there.',
  })
}

/** The refusal for a trial that is not there. @param trial counted from 1, as it was asked for */
export function noSuchTrial(trial: number | string): Refusal {
  return new Refusal({
    status: 404,
    title: 'There is no such trial',
    detail: `Trial ${trial} of this run has not ended, or was never planned.`,
  })
}
