/** Talks to our own API from the browser; every refusal becomes an {@link ApiProblem} with words for people. */
import type { SpecProblem } from '@/lib/core/experiment/spec'
import { noteContact } from './last-contact'

/** RFC 9457 problem details, as every route of ours answers them; what stands between us may answer anything. */
interface Problem {
  title: string
  detail?: string
  requestId?: string
  problems?: SpecProblem[]
}

/** A refused request: what happened and what to do, ready to be shown. */
export class ApiProblem extends Error {
  readonly status: number
  readonly detail: string
  readonly problems: readonly SpecProblem[]

  constructor(status: number, title: string, detail: string, problems: readonly SpecProblem[] = []) {
    super(title)
    this.name = 'ApiProblem'
    this.status = status
    this.detail = detail
    this.problems = problems
  }
}

/** Title and advice of anything that was thrown on the way to the server. */
export function describeError(error: unknown): { title: string; detail: string } {
  return error instanceof ApiProblem
    ? { title: error.message, detail: error.detail }
    : { title: 'Something went wrong in this page', detail: 'Reload the page. What you typed is kept.' }
}

/** What a refusal says of one field of what was sent, to stand beside it; null where it says nothing of it. */
export function problemAt(error: unknown, field: string): string | null {
  if (!(error instanceof ApiProblem)) return null
  return error.problems.find(({ path }) => path === field)?.message ?? null
}

/** Sends a request and reads JSON; throws an {@link ApiProblem} when it is refused or cannot be sent. */
export async function requestJson<T>(path: string, init?: RequestInit): Promise<T> {
  let response: Response
  try {
    response = await fetch(path, init)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    noteContact(false)
    throw new ApiProblem(
      0,
      'The server does not answer',
      'Is Retryscope still running? Start it with npm start; this page goes on by itself.',
    )
  }
  noteContact(true)
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T
  // The session is over: whoever signs in again comes back here.
  if (response.status === 401)
    window.location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`)
  throw await readProblem(response)
}

async function readProblem(response: Response): Promise<ApiProblem> {
  const answer: unknown = await response.json().catch(() => null)
  if (!isProblem(answer))
    return new ApiProblem(
      response.status,
      `The server refused (${response.status})`,
      'Reload the page and try again.',
    )
  const { title, detail = '', requestId, problems } = answer
  const reference = requestId ? ` Reference for the server’s log: ${requestId}.` : ''
  return new ApiProblem(response.status, title, detail + reference, problems)
}

function isProblem(answer: unknown): answer is Problem {
  const { title, detail = '', requestId = '', problems = [] } = fieldsOf(answer)
  return areTexts(title, detail, requestId) && Array.isArray(problems) && problems.every(isSpecProblem)
}

function isSpecProblem(value: unknown): value is SpecProblem {
  const { path, message } = fieldsOf(value)
  return areTexts(path, message)
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}

function areTexts(...values: readonly unknown[]): boolean {
  return values.every((value) => typeof value === 'string')
}
