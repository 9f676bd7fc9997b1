/**
 * An operation of the API: one method at one path, with all that is to be known about it. The server refuses and reads by it,
 * and the OpenAPI description is made of it, so that neither can say anything else than the other.
 */
import type { z } from 'zod'
import type { Access } from '../access/access'
import type { AuditAction } from '../audit/actions'
import type { ProblemKind } from './problem-kinds'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** An answer that is no refusal. */
export interface Answer {
  description: string
  /** Of the JSON that is answered. */
  schema?: z.ZodType
  /** Where it is no JSON, or not always: all types that it may have. */
  contentTypes?: readonly string[]
}

export interface Body {
  description?: string
  /** What it must fit. With `text` it is only described here: the operation reads the text itself. */
  schema: z.ZodType
  /** Handed on as text with its type, for example because it may be YAML. */
  text?: true
  /** application/json unless it says otherwise. */
  mediaTypes?: readonly [string, ...string[]]
  /** {@link MAX_BODY_BYTES} unless it says otherwise. */
  maxBytes?: number
}

export interface Operation {
  /** Unique, for generated clients: `createRun`. */
  id: string
  method: Method
  /** As OpenAPI writes it: `/api/runs/{id}`. */
  path: `/${string}`
  /** Heading in the reference. */
  subject: string
  /** In one line. */
  summary: string
  description?: string
  access: Access
  /** Only somebody who has signed in may, and why: what a token is told. */
  notByToken?: string
  /** Of the path; one key for each name in braces. */
  params?: z.ZodObject
  /** Behind the question mark. What it does not name is refused. */
  query?: z.ZodObject
  body?: Body
  /** By status; the first of them is the one a plain value is answered with. */
  answers: Readonly<Record<number, Answer>>
  /** Its own refusals; those that every operation has are not listed. */
  problems?: readonly ProblemKind[]
  /** What it may write into the audit log. */
  audit?: readonly [AuditAction, ...AuditAction[]]
  /**
   * The change, its audit entry and its kept answer are stored together or not at all. Only for work that goes through
   * lib/db alone and is over at once: everybody else waits for it.
   */
  oneTransaction?: true
  /**
   * It takes an Idempotency-Key: sent again, it is answered again and done once. Needs `oneTransaction`; or `tellsSecret`, with work
   * that stores its end by `together`.
   */
  idempotent?: true
  /** Its answer tells a secret that is kept nowhere: sent again with its key, it is refused, and names what was made. */
  tellsSecret?: ToldOnce
}

/** What is said to whoever sends such a request again. */
export interface ToldOnce {
  /** What was made, with its article: “the share link”. */
  made: string
  /** How to come by a secret all the same: “Revoke it, and make another”. */
  instead: string
}

/** Of a body, unless the operation says otherwise. */
export const MAX_BODY_BYTES = 64 * 1024

/** An operation as it is written, with the types of its schemas. */
export function operation<const One extends Operation>(one: One): One {
  return one
}

/** The names in braces of a path. */
export function pathNames(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
}
