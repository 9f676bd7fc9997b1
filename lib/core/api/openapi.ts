/** The API as an OpenAPI 3.1 document, made of the operations that the server itself goes by. */
import { z } from 'zod'
import { webhookMessageSchema } from '../webhook/events'
import { MAX_BODY_BYTES, type Answer, type Operation } from './operation'
import { PROBLEM_KINDS, problemKinds, problemType, type ProblemKind } from './problem-kinds'

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
type JsonObject = Record<string, Json>

export interface OpenApiDocument extends JsonObject {
  openapi: string
  info: JsonObject
  paths: Record<string, JsonObject>
  components: JsonObject
}

/** Any operation may answer with these. */
const ALWAYS: readonly ProblemKind[] = ['not-understood', 'unexpected', 'database-unusable', 'damaged']

/** Of the description, by semantic versioning: what was answered before still is, until its first number changes. */
const API_VERSION = '2.0.0'

export function openApi(all: readonly Operation[]): OpenApiDocument {
  const named: JsonObject = {}
  const paths: Record<string, JsonObject> = {}
  for (const operation of all) {
    const path = (paths[operation.path] ??= {})
    path[operation.method.toLowerCase()] = describe(operation, named)
  }
  const webhooks = webhookRequests(named)
  return {
    openapi: '3.1.1',
    info: {
      title: 'Retryscope',
      version: API_VERSION,
      description:
        'Retry strategies through real faults: experiments, runs and what came of them. Reading takes the role viewer, changing things editor, accounts and the audit log admin; each role may do all that the one before it may. On loopback, where nobody set up accounts, whoever asks may do everything. A parameter that is not described is refused, and so is one that is given twice.',
    },
    servers: [{ url: '/', description: 'This server.' }],
    tags: [...new Set(all.map(({ subject }) => subject))].map((name) => ({ name })),
    security: [{ session: [] }, { token: [] }],
    paths,
    webhooks,
    components: {
      schemas: { ...named, Problem: problemSchema() },
      responses: problemResponses(),
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'retryscope-session',
          description: 'The cookie of somebody who signed in; by https its name begins with __Host-.',
        },
        token: { type: 'http', scheme: 'bearer', description: 'A token for scripts, made by an account.' },
      },
    },
  }
}

/** What the product itself sends: one request, whatever the event. */
function webhookRequests(named: JsonObject): JsonObject {
  const schema = jsonSchema(webhookMessageSchema, 'output', named)
  return {
    event: {
      post: {
        summary: 'Something that a webhook is for',
        description:
          'Sent to the address of a webhook, signed by the Standard Webhooks scheme (webhook-id, webhook-timestamp, webhook-signature), at least once.',
        requestBody: { required: true, content: { 'application/json': { schema } } },
        responses: { '2XX': { description: 'It was taken. Anything else is tried again, 410 apart.' } },
      },
    },
  }
}

function describe(operation: Operation, named: JsonObject): JsonObject {
  const { id, subject, summary, description, access, notByToken, body, answers, idempotent } = operation
  const sentences = [
    description,
    access === 'anyone' ? 'Needs no account.' : `Takes the role ${access}.`,
    ...(notByToken ? ['Only for somebody who has signed in, not for tokens.'] : []),
    operation.audit && `Written into the audit log as ${operation.audit.join(', ')}.`,
  ]
  const parameters = [
    ...parametersOf(operation.params, 'path', named),
    ...parametersOf(operation.query, 'query', named),
    ...(idempotent ? [idempotencyKey(operation)] : []),
  ]
  return {
    operationId: id,
    tags: [subject],
    summary,
    description: sentences.filter(Boolean).join(' '),
    ...(access === 'anyone' ? { security: [] } : {}),
    ...(operation.notByToken ? { security: [{ session: [] }] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: requestBody(body, named) } : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, answer]) => [status, answerOf(answer, named)]),
      ),
      ...refusals(problemsOf(operation)),
    },
    'x-access': access,
  }
}

function idempotencyKey({ tellsSecret }: Operation): JsonObject {
  const again = tellsSecret
    ? `is done once, also when both come at once, and refused from then on (made-already): the answer told a secret, which is kept nowhere. The refusal names what was made. ${tellsSecret.instead} (with another key).`
    : 'is answered again, with idempotency-replayed: true, and done once, also when both come at once.'
  return {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: `Up to 255 visible ASCII characters of your choice, for example a UUID. The same request with the same key within 24 hours ${again} Refused requests are not kept.`,
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  }
}

/** Every kind of refusal that an operation may answer with. */
export function problemsOf(operation: Operation): ProblemKind[] {
  const { access, body, idempotent, method, problems = [], tellsSecret } = operation
  return [
    ...ALWAYS,
    ...(access === 'anyone' ? [] : (['sign-in-needed', 'not-allowed'] as const)),
    'foreign-name',
    ...(method === 'GET' ? [] : (['foreign-site', 'disk-full'] as const)),
    ...(body ? (['not-json', 'too-large', 'wrong-media-type'] as const) : []),
    ...(idempotent ? (['key-used-otherwise'] as const) : []),
    ...(idempotent && tellsSecret ? (['made-already'] as const) : []),
    ...problems,
  ]
}

function refusals(kinds: readonly ProblemKind[]): JsonObject {
  const statuses = [...new Set(kinds.map((kind) => problemKinds[kind].status))].sort()
  return Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/${status}` }]))
}

/** One for each status, that names the kinds which have it. */
function problemResponses(): JsonObject {
  const statuses = [...new Set(PROBLEM_KINDS.map((kind) => problemKinds[kind].status))].sort()
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: PROBLEM_KINDS.filter((kind) => problemKinds[kind].status === status)
          .map((kind) => `${problemKinds[kind].title} (${problemType(kind)}).`)
          .join(' '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}

/** RFC 9457. */
function problemSchema(): JsonObject {
  return {
    type: 'object',
    description: 'A refusal as RFC 9457 has it. Programs go by `type`; the rest is for people.',
    required: ['type', 'status', 'title', 'detail'],
    properties: {
      type: { type: 'string', format: 'uri-reference', enum: PROBLEM_KINDS.map(problemType) },
      status: { type: 'integer' },
      title: { type: 'string', description: 'What happened; the same for each kind.' },
      detail: { type: 'string', description: 'Why, and what to do.' },
      requestId: { type: 'string', description: 'The cause stands under it in the server’s log.' },
      made: {
        type: 'object',
        description: 'What the first request with the same Idempotency-Key has made.',
        required: ['kind', 'id', 'name'],
        properties: { kind: { type: 'string' }, id: { type: 'string' }, name: { type: 'string' } },
      },
      problems: {
        type: 'array',
        description: 'What is wrong with the body, and where.',
        items: {
          type: 'object',
          required: ['path', 'message'],
          properties: { path: { type: 'string' }, message: { type: 'string' } },
        },
      },
    },
  }
}

function parametersOf(schema: z.ZodObject | undefined, place: 'path' | 'query', named: JsonObject): Json[] {
  if (!schema) return []
  const { properties, required = [] } = jsonSchema(schema, 'input', named) as {
    properties: Record<string, JsonObject>
    required?: string[]
  }
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...rest } = withoutNull(property)
    return {
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema: rest,
    }
  })
}

/** A parameter is left out or has a value: null cannot be written in an address. */
function withoutNull({ anyOf, default: usual, ...rest }: JsonObject): JsonObject {
  const withDefault: JsonObject = usual === undefined || usual === null ? {} : { default: usual }
  if (!Array.isArray(anyOf)) return { ...rest, ...withDefault }
  const [one, ...others] = anyOf.filter((part) => (part as JsonObject).type !== 'null') as JsonObject[]
  return { ...(others.length === 0 ? one : { anyOf: [one ?? {}, ...others] }), ...rest, ...withDefault }
}

function requestBody(body: NonNullable<Operation['body']>, named: JsonObject): JsonObject {
  const { mediaTypes = ['application/json'], maxBytes = MAX_BODY_BYTES, schema } = body
  const described = jsonSchema(schema, 'input', named)
  return {
    required: true,
    description: `${body.description ? `${body.description} ` : ''}At most ${maxBytes / 1024} kB.`,
    content: Object.fromEntries(mediaTypes.map((type) => [type, { schema: described }])),
  }
}

function answerOf({ description, schema, contentTypes }: Answer, named: JsonObject): JsonObject {
  if (!schema && !contentTypes) return { description }
  const described: JsonObject = schema ? { schema: jsonSchema(schema, 'output', named) } : {}
  const types = contentTypes ?? ['application/json']
  const content = types.map((type): [string, JsonObject] => [
    type,
    type.startsWith('application/json') ? described : {},
  ])
  return { description, content: Object.fromEntries(content) }
}

/** As JSON Schema; parts that have an id of their own go to the components. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output', named: JsonObject): JsonObject {
  const { $schema: _, $defs, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonObject
  for (const [id, definition] of Object.entries($defs ?? {})) {
    const found = toComponents(withoutId(definition as JsonObject)) as JsonObject
    if (id in named && JSON.stringify(named[id]) !== JSON.stringify(found))
      throw new Error(`two schemas are called ${id}`)
    named[id] = found
  }
  if (typeof rest.id !== 'string') return toComponents(rest) as JsonObject
  named[rest.id] = toComponents(withoutId(rest)) as JsonObject
  return { $ref: `#/components/schemas/${rest.id}` }
}

function withoutId({ id: _, ...rest }: JsonObject): JsonObject {
  return rest
}

/** References to where OpenAPI keeps its schemas, and units as an extension: JSON Schema knows none. */
function toComponents(value: Json): Json {
  if (Array.isArray(value)) return value.map(toComponents)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => {
      if (key === '$ref' && typeof part === 'string')
        return [key, part.replace('#/$defs/', '#/components/schemas/')]
      if (key === 'unit' && typeof part === 'string') return ['x-unit', part]
      return [key, toComponents(part)]
    }),
  )
}
