/**
 * Carries out an operation: asks who it is and refuses whoever may not, reads path, question and body by its schemas, runs the
 * work, answers, and writes into the audit log what was changed. Routes keep nothing but their work.
 */
import { whoAsks } from '@/lib/auth/who-asks'
import type { Who } from '@/lib/core/access/access'
import { plainStatus, type BodyOf, type ParamsOf, type QueryOf, type ValueOf } from '@/lib/core/api/answer-of'
import type { Operation } from '@/lib/core/api/operation'
import type { AuditAction, AuditChange } from '@/lib/core/audit/actions'
import { writeAudit } from '@/lib/db/audit-log'
import { asUnit } from '@/lib/db/database'
import { fitting, queryOf } from './asked'
import { answerBefore, keepMade, keepResponse, keyOf, refuseUntakenKey, type Keyed } from './once-by-key'
import { caught } from './problem'
import { parseJson, readBodyText } from './read-body'
import { refuseUnlessAllowed } from './who-may'

/** What the work is given. */
export interface Asked<One extends Operation, Body = BodyOf<One>> {
  params: ParamsOf<One>
  query: QueryOf<One>
  body: Body
  who: Who
  request: Request
  /** Tells what the work has changed, for the audit log; it is written if the work ends well. */
  changed(change: AuditChange & { action: AuditActionOf<One> }): void
  /** For work that takes too long for one transaction: stores its end and what it tells {@link changed} together or not at all. */
  together<Result>(end: () => Promise<Result>): Promise<Result>
}

type AuditActionOf<One extends Operation> = One['audit'] extends readonly AuditAction[]
  ? One['audit'][number]
  : never

/** A route of Next. */
export type Route = (request: Request, context: { params: Promise<object> }) => Promise<Response>

/**
 * @param work its value is answered as JSON with the operation's first status; or it answers itself; or throws a Refusal
 * @param reading what the work is given as body, made of what was sent before a transaction begins: nobody waits for it
 */
export function endpoint<const One extends Operation, Body = BodyOf<One>>(
  operation: One,
  work: (asked: Asked<One, Body>) => Promise<Response | ValueOf<One>>,
  reading?: (body: BodyOf<One>) => Body,
): Route {
  return (request, context) =>
    caught(async () => {
      const who = await whoAsks(request.headers)
      refuseUnlessAllowed(who, operation)
      refuseUntakenKey(request, operation)
      const changes: AuditChange[] = []
      const body = await readBody(request, operation)
      const keyed = await keyOf({ request, who, text: body.text }, operation)
      const read = reading ? ahead(() => reading(body.value as BodyOf<One>)) : () => body.value
      const asked = {
        params: operation.params ? fitting(operation.params, await context.params) : {},
        query: queryOf(request, operation.query),
        get body() {
          return read()
        },
        who,
        request,
        changed: (change: AuditChange) => void changes.push(change),
        together: <Result>(end: () => Promise<Result>) =>
          asUnit(async () => {
            // Another one may have ended while this one worked.
            if (keyed) await answerBefore(keyed)
            const result = await end()
            const made = changes[0]?.subject
            await writeAudit(who, changes.splice(0))
            if (keyed) await keepMade(keyed, made)
            return result
          }),
      } as unknown as Asked<One, Body>
      const answerAndNote = async () => {
        const response = asResponse(await work(asked), operation)
        if (changes.length > 0) await writeAudit(who, changes)
        return response
      }
      if (operation.oneTransaction)
        return asUnit(() => (keyed ? onceByKey(keyed, answerAndNote, changes) : answerAndNote()))
      // Before it works: it would work in vain.
      if (keyed) await answerBefore(keyed)
      return answerAndNote()
    })
}

/** @param changes what the work has told of */
async function onceByKey(
  keyed: Keyed,
  work: () => Promise<Response>,
  changes: readonly AuditChange[],
): Promise<Response> {
  const before = await answerBefore(keyed)
  if (before) return before
  const response = await work()
  await (keyed.toldOnce ? keepMade(keyed, changes[0]?.subject) : keepResponse(keyed, response))
  return response
}

/**
 * Does it now, and tells what came of it where it is asked for. A refusal as well: a request that comes again with its key is
 * answered as it was the first time, whatever would be said of it now.
 */
function ahead<Value>(work: () => Value): () => Value {
  try {
    const value = work()
    return () => value
  } catch (error) {
    return () => {
      throw error
    }
  }
}

async function readBody(request: Request, { body }: Operation): Promise<{ value: unknown; text: string }> {
  if (!body) return { value: null, text: '' }
  const read = await readBodyText(request, body)
  const value = body.text ? read : fitting(body.schema, parseJson(read.text))
  return { value, text: read.text }
}

/** What is not said to be kept is kept nowhere: whoever comes to the same browser may see less. */
function asResponse(result: unknown, operation: Operation): Response {
  if (result instanceof Response) {
    if (!result.headers.has('cache-control')) result.headers.set('cache-control', 'no-store')
    return result
  }
  return Response.json(result, {
    status: plainStatus(operation),
    headers: { 'cache-control': 'no-store' },
  })
}
