/** The description is valid OpenAPI 3.1, and says what the operations say. */
import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { problemsOf, openApi } from './openapi'
import { pathNames } from './operation'
import { operations } from './operations'
import { PROBLEM_KINDS, problemKinds } from './problem-kinds'

const document = openApi(operations)
const copy = () => JSON.parse(JSON.stringify(document)) as typeof document

test('it is valid by the rules of OpenAPI 3.1, and every reference in it leads somewhere', async () => {
  const validator = new Validator()
  expect(await validator.validate(copy())).toEqual({ valid: true })
  expect(validator.version).toBe('3.1')
  expect(validator.resolveRefs()).toBeDefined()
  const broken = copy()
  broken.info = { title: 'without a version' }
  expect((await new Validator().validate(broken)).valid).toBe(false)
})

test('every reference leads to a schema or an answer that is there', () => {
  const text = JSON.stringify(document)
  const references = new Set(
    [...text.matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)].map(([, ...to]) => to),
  )
  const components = document.components as Record<string, Record<string, unknown>>
  expect(references.size).toBeGreaterThan(5)
  for (const [kind = '', name = ''] of references) expect(components[kind]).toHaveProperty(name)
  expect(text).not.toContain('$defs')
})

test('ids and addresses of operations are unique, and paths name their parameters', () => {
  expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length)
  expect(new Set(operations.map(({ method, path }) => `${method} ${path}`)).size).toBe(operations.length)
  for (const { id, path, params } of operations)
    expect(Object.keys(params?.shape ?? {}).sort(), id).toEqual(pathNames(path).sort())
})

test('whatever changes something takes an editor, or is one’s own account, and is written into the audit log', () => {
  for (const { id, method, access, notByToken, audit } of operations) {
    // Its secret may stand in no address.
    if (id === 'openInvitation') continue
    if (method === 'GET') expect(audit, id).toBeUndefined()
    else
      expect([access !== 'viewer' || notByToken !== undefined, audit !== undefined], id).toEqual([true, true])
  }
})

test('an operation that is done once for each key is stored with its answer', () => {
  for (const { id, idempotent, oneTransaction, tellsSecret } of operations)
    if (idempotent) expect(oneTransaction ?? tellsSecret !== undefined, id).toBe(true)
  expect(JSON.stringify(document.paths['/api/runs'])).toContain('Idempotency-Key')
})

test('of what tells a secret it says that it is not told again, and how to come by one', () => {
  const keyOf = ({ path, method }: (typeof operations)[number]) => {
    const described = document.paths[path]?.[method.toLowerCase()] as {
      parameters: { name: string; description: string }[]
    }
    return described.parameters.find(({ name }) => name === 'Idempotency-Key')?.description
  }
  for (const operation of operations.filter(({ idempotent }) => idempotent)) {
    const { id, tellsSecret } = operation
    if (tellsSecret) expect(keyOf(operation), id).toContain(tellsSecret.instead)
    else expect(keyOf(operation), id).toContain('idempotency-replayed: true')
    expect(problemsOf(operation).includes('made-already'), id).toBe(tellsSecret !== undefined)
  }
})

test('every list has pages, apart from those that are bounded or say why they have none', () => {
  const bare = operations.flatMap(({ id, method, description = '', query, answers }) => {
    const { schema } = answers[200] ?? {}
    const isList = method === 'GET' && id.startsWith('list') && schema instanceof z.ZodObject
    return isList && !('next' in schema.shape && query && 'limit' in query.shape)
      ? [{ id, says: description.includes('without pages') }]
      : []
  })
  // What can be chosen here is what the program has.
  const builtIn = ['listPresets', 'listStrategies']
  expect(bare.filter(({ id, says }) => !says && !builtIn.includes(id))).toEqual([])
})

test('every kind of refusal is answered by some operation, or by the address of none', () => {
  const answered = new Set(operations.flatMap(problemsOf))
  const elsewhere = ['no-such-address', 'wrong-method', 'not-found', 'conflict', 'too-many']
  for (const kind of PROBLEM_KINDS) expect(answered.has(kind) || elsewhere.includes(kind), kind).toBe(true)
  expect(new Set(PROBLEM_KINDS.map((kind) => problemKinds[kind].title)).size).toBe(PROBLEM_KINDS.length)
})

test('optional filters are left out, not null; pages are bounded', () => {
  const { get } = document.paths['/api/runs'] as unknown as {
    get: { parameters: { name: string; required: boolean; schema: Record<string, unknown> }[] }
  }
  const by = (wanted: string) => get.parameters.find(({ name }) => name === wanted)
  expect(by('status')?.schema).toMatchObject({
    type: 'string',
    enum: expect.arrayContaining(['running']) as unknown,
  })
  expect(by('status')?.required).toBe(false)
  expect(by('limit')?.schema).toMatchObject({ minimum: 1, maximum: 200, default: 100 })
})
