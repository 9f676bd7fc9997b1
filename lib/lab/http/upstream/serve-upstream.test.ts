import { Agent } from 'node:http'
import { describe, expect, test } from 'vitest'
import { LabError } from '../../lab-error'
import { UpstreamAdmin } from '../upstream-admin'
import { HELD_MS, named, withUpstream } from './upstream-fixture'

const upstream = withUpstream()

describe('the upstream', () => {
  test('sheds what finds neither a place nor room in the queue, and serves the rest', async () => {
    await upstream.behave({ concurrency: 2, queue: 3, serviceTimeMs: HELD_MS, retryAfterSeconds: 7 })
    const answers = await Promise.all(Array.from({ length: 9 }, () => upstream.send({})))
    const shed = answers.filter(({ status }) => status === 503)
    expect(shed).toHaveLength(4)
    expect(shed.map(({ headers }) => headers['retry-after'])).toEqual(['7', '7', '7', '7'])
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5)
    const counters = await upstream.admin.countersAtRest(5_000)
    expect(counters).toMatchObject({
      refused: { capacity: 4, rate: 0 },
      longestQueue: 3,
      effects: { applied: 5 },
    })
  })

  test('works on for callers that have left', async () => {
    await upstream.behave({ concurrency: 2, serviceTimeMs: HELD_MS })
    const agents = [new Agent(), new Agent()]
    const left = agents.map((agent) => upstream.send({ agent }).catch(() => 'left'))
    await upstream.untilBusy(2)
    for (const agent of agents) agent.destroy()
    expect(await Promise.all(left)).toEqual(['left', 'left'])
    expect(await upstream.admin.countersAtRest(5_000)).toMatchObject({
      unanswered: 2,
      effects: { applied: 2 },
    })
  })

  test('answers 429 above its rate', async () => {
    await upstream.behave({ ratePerSecond: 0.001, rateBurst: 2, retryAfter: 'none' })
    const answers = []
    for (let n = 0; n < 4; n++) answers.push((await upstream.send({})).status)
    expect(answers).toEqual([200, 200, 429, 429])
    expect((await upstream.admin.counters()).refused).toEqual({ rate: 2, capacity: 0 })
  })

  test('stalls with a place taken; what had no effect by then has none when its caller has left', async () => {
    for (const [effectBeforeErrorPercent, applied] of [
      [0, 0],
      [100, 1],
    ] as const) {
      await upstream.behave({ answers: { stall: 100 }, stallMs: HELD_MS, effectBeforeErrorPercent })
      const agent = new Agent()
      const left = upstream.send({ agent }).catch(() => 'left')
      await upstream.untilBusy(1)
      agent.destroy()
      expect(await left).toBe('left')
      expect(await upstream.admin.countersAtRest(5_000)).toMatchObject({
        unanswered: 1,
        effects: { applied },
      })
      // Who waits is answered in the end.
      expect((await upstream.send({})).status).toBe(200)
    }
  })

  test('cuts a connection that had been used, without doing anything', async () => {
    await upstream.behave({})
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    await upstream.send({ agent, method: 'GET', path: '/version' })
    await upstream.behave({ answers: { cut: 100 } })
    await expect(upstream.send({ agent })).rejects.toMatchObject({ code: 'ECONNRESET' })
    agent.destroy()
    expect(await upstream.admin.counters()).toMatchObject({
      cut: 1,
      inFlight: 0,
      answered: {},
      effects: { applied: 0 },
    })
  })

  test('closes idle connections without having announced it', async () => {
    await upstream.behave({ keepAliveMs: 40 })
    const agent = new Agent({ keepAlive: true })
    const answer = await upstream.send({ agent, method: 'GET', path: '/data' })
    expect(answer.headers['keep-alive']).toBeUndefined()
    const [socket] = Object.values(agent.freeSockets)[0] ?? []
    if (!socket) throw new Error('the connection was not kept')
    await new Promise((resolve) => socket.once('close', resolve))
    agent.destroy()
  })

  test('counts every request in exactly one way', async () => {
    await upstream.behave({
      answers: { '408': 10, '429': 10, '500': 10, '502': 10, '503': 10, '504': 10, cut: 10 },
    })
    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, operation) =>
        upstream.send({ headers: named(operation, 1) }).then(
          ({ status }) => status,
          () => 0,
        ),
      ),
    )
    const counters = await upstream.admin.countersAtRest(5_000)
    if (!counters) throw new Error('the upstream did not come to rest')
    for (const status of [200, 408, 429, 500, 502, 503, 504])
      expect(counters.answered[status], String(status)).toBe(
        answers.filter((answer) => answer === status).length,
      )
    expect(counters.cut).toBe(answers.filter((answer) => answer === 0).length)
    expect(counters.started).toEqual({ POST: 300 })
    // Half of the failed ones, and all answered 200.
    expect(counters.effects.applied).toBeGreaterThan(counters.answered['200'] ?? 0)
  })

  test('has a clean slate after a reset: what was under way changes nothing any more', async () => {
    await upstream.behave({ serviceTimeMs: HELD_MS, concurrency: 1 })
    const late = upstream.send({})
    await upstream.untilBusy(1)
    await upstream.admin.reset()
    // The place is free, too.
    const fresh = upstream.send({ headers: named(1, 1) })
    expect([(await late).status, (await fresh).status]).toEqual([200, 200])
    expect(await upstream.admin.countersAtRest(5_000)).toMatchObject({
      started: { POST: 1 },
      effects: { applied: 1 },
    })
  })

  test('knows its resources and tells what it does not have', async () => {
    await upstream.behave({})
    const statuses = []
    for (const [method, path] of [
      ['GET', '/nowhere'],
      ['GET', '/orders'],
      ['POST', '/data'],
      ['GET', '/orders/%'],
    ] as const)
      statuses.push((await upstream.send({ method, path })).status)
    expect(statuses).toEqual([404, 405, 405, 400])
  })

  test('is configured on its other port only, and by what is a configuration', async () => {
    expect((await upstream.send({ method: 'GET', path: '/admin/counters' })).status).toBe(404)
    expect((await upstream.send({ method: 'PUT', path: '/admin/config' })).status).toBe(404)
    const refused = await fetch(`${upstream.admin.url}/admin/config`, {
      method: 'PUT',
      body: '{"behaviour":{"queue":-1}}',
    })
    expect(refused.status).toBe(422)
    await expect(new UpstreamAdmin('http://127.0.0.1:1').reset()).rejects.toThrow(LabError)
  })
})
