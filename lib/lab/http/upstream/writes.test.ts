import { describe, expect, test } from 'vitest'
import { armRequests, wireRequest } from '../http-request'
import { HELD_MS, named, withUpstream } from './upstream-fixture'

const upstream = withUpstream()

const keyed = (key: string, more: Record<string, string> = {}) => ({ 'idempotency-key': `"${key}"`, ...more })

describe('a write with an idempotency key', () => {
  test('is 400 when the key is missing where one is required, or is none', async () => {
    await upstream.behave({ requireIdempotencyKey: true })
    expect((await upstream.send({})).status).toBe(400)
    expect((await upstream.send({ headers: { 'idempotency-key': '"half' } })).status).toBe(400)
    expect((await upstream.send({ headers: keyed('k') })).status).toBe(200)
    expect((await upstream.send({ method: 'GET', path: '/data' })).status).toBe(200)
    await upstream.behave({})
    expect((await upstream.send({})).status).toBe(200)
  })

  test('is done once and answered again; another payload is 422', async () => {
    await upstream.behave({})
    const headers = keyed('k', named(1, 1))
    expect(await upstream.send({ headers, body: 'a' })).toMatchObject({
      status: 200,
      body: { isRepetition: false },
    })
    expect(await upstream.send({ headers, body: 'a' })).toMatchObject({
      status: 200,
      body: { isRepetition: true },
    })
    expect((await upstream.send({ headers, body: 'b' })).status).toBe(422)
    const { effects } = await upstream.admin.counters()
    expect(effects).toEqual({ applied: 1, operations: 1, duplicates: 0, recognised: 1 })
  })

  test('is 409 while the same request is under way', async () => {
    await upstream.behave({ serviceTimeMs: HELD_MS })
    const first = upstream.send({ headers: keyed('k'), body: 'a' })
    await upstream.untilBusy(1)
    expect((await upstream.send({ headers: keyed('k'), body: 'a' })).status).toBe(409)
    expect((await first).status).toBe(200)
  })

  test('is 409 at each further use where the article’s rule holds', async () => {
    await upstream.behave({ repeatedKey: 'conflict' })
    const answers = [
      await upstream.send({ headers: keyed('k') }),
      await upstream.send({ headers: keyed('k') }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 409])
    expect((await upstream.admin.counters()).effects).toMatchObject({ applied: 1, recognised: 1 })
  })

  test('that failed without effect may come again, and one that failed after its effect is not done twice', async () => {
    for (const [effectBeforeErrorPercent, again] of [
      [0, { applied: 1, recognised: 0 }],
      [100, { applied: 1, recognised: 1 }],
    ] as const) {
      await upstream.behave({ answers: { '500': 100 }, effectBeforeErrorPercent })
      expect((await upstream.send({ headers: keyed('k') })).status).toBe(500)
      const { behaviour, ...luck } = await upstream.admin.config()
      await upstream.admin.configure({
        ...luck,
        behaviour: { ...behaviour, answers: { ...behaviour.answers, '500': 0 } },
      })
      expect((await upstream.send({ headers: keyed('k') })).status).toBe(200)
      expect((await upstream.admin.counters()).effects).toMatchObject(again)
    }
  })
})

describe('a write', () => {
  test('without a key is done as often as it comes, and the history tells which attempts did it', async () => {
    await upstream.behave({})
    for (const attempt of [1, 2]) await upstream.send({ headers: named(4, attempt), path: '/orders?key=9' })
    await upstream.send({ headers: named(5, 1), path: '/orders?key=9' })
    expect((await upstream.admin.counters()).effects).toMatchObject({
      applied: 3,
      operations: 2,
      duplicates: 1,
    })
    expect(await upstream.admin.effects('t/0/')).toEqual([
      { operationId: 't/0/op/4', attempt: 1, key: '9', revision: 1 },
      { operationId: 't/0/op/4', attempt: 2, key: '9', revision: 2 },
      { operationId: 't/0/op/5', attempt: 1, key: '9', revision: 3 },
    ])
    expect(await upstream.admin.effects('t/1/')).toEqual([])
    const check = (operation: number) =>
      upstream.send({ method: 'GET', path: `/orders/${encodeURIComponent(`t/0/op/${operation}`)}` })
    expect([(await check(4)).status, (await check(6)).status]).toEqual([200, 404])
  })

  test('whose event was seen in the same trace does nothing', async () => {
    await upstream.behave({ deduplication: 'event-and-trace' })
    const event = (trace: string) => ({
      'event-id': 'e',
      traceparent: `00-${trace.repeat(32)}-${'1'.repeat(16)}-01`,
    })
    const repetitions = []
    for (const trace of ['a', 'a', 'b'])
      repetitions.push((await upstream.send({ headers: event(trace) })).body.isRepetition)
    expect(repetitions).toEqual([false, true, false])
    // Without the field it is no event.
    await upstream.send({})
    await upstream.send({})
    expect((await upstream.admin.counters()).effects).toMatchObject({ applied: 4, recognised: 1 })
  })

  test('happens only while the value has the expected revision', async () => {
    await upstream.behave({})
    const tag = async () => (await upstream.send({ method: 'GET', path: '/data?key=1' })).headers.etag
    expect(await tag()).toBe('"0"')
    const expecting = (revision: string) => upstream.send({ headers: { 'if-match': `"${revision}"` } })
    expect((await expecting('0')).status).toBe(200)
    expect(await expecting('0')).toMatchObject({ status: 412, headers: { etag: '"1"' } })
    expect(await tag()).toBe('"1"')
    expect((await upstream.send({ method: 'GET', path: '/data?key=2' })).headers.etag).toBe('"0"')
  })
})

describe('writes to the same key numbers', () => {
  const OWN = { upstream: 'own', readPath: '/data', writePath: '/orders' }
  const armOf = (index: number) =>
    armRequests(OWN, { seed: 1, prefix: `retryscope/r/0/${index}/`, valueBytes: 4 })

  /** Two writers that read the revision of key 7 before either of them writes. */
  async function statusesOf(arms: readonly [number, number]): Promise<number[]> {
    await upstream.behave({})
    const writers = arms.map((index, operation) => ({ arm: armOf(index), operation }))
    const reads = writers.map(async ({ arm, operation }) => {
      const { body: _, ...read } = wireRequest(arm, { kind: 'revision', key: 7, operation })
      const { etag } = (await upstream.send(read)).headers
      return String(etag).replaceAll('"', '')
    })
    const revisions = await Promise.all(reads)
    const statuses: number[] = []
    for (const [index, { arm, operation }] of writers.entries()) {
      const modRevision = revisions[index]
      const { body, ...write } = wireRequest(arm, { kind: 'txn', key: 7, operation, ...{ modRevision } })
      statuses.push((await upstream.send({ ...write, body: body ?? '' })).status)
    }
    return statuses
  }

  test('conflict within an arm, and never between arms', async () => {
    expect(await statusesOf([0, 0])).toEqual([200, 412])
    expect(await statusesOf([0, 1])).toEqual([200, 200])
  })
})
