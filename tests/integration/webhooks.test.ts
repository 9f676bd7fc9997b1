/** Webhooks from the change to the receiver: real SQLite, the worker's sender, and a receiver that answers, fails, redirects, hangs. */
import { beforeEach, expect, test } from 'vitest'
import { POST as sendAgain } from '@/app/api/webhooks/[id]/deliveries/[delivery]/again/route'
import { DELETE as deleteWebhook, PATCH as changeWebhook } from '@/app/api/webhooks/[id]/route'
import { POST as renewSecret } from '@/app/api/webhooks/[id]/secret/route'
import { POST as testWebhook } from '@/app/api/webhooks/[id]/test/route'
import { GET as listWebhooks, POST as addWebhook } from '@/app/api/webhooks/route'
import { auditFilterSchema } from '@/lib/core/audit/entry'
import type { MadeWebhook, WebhookItem } from '@/lib/core/webhook/webhook'
import { readAudit } from '@/lib/db/read-audit'
import { claimRun } from '@/lib/db/claim-run'
import { createRun } from '@/lib/db/create-run'
import { asUnit, type Database } from '@/lib/db/database'
import { failRun } from '@/lib/db/end-run'
import { requestCancel } from '@/lib/db/request-cancel'
import { notify } from '@/lib/db/webhook-outbox'
import { specOf } from '../fixtures/db-fixture'
import {
  deliveriesOf,
  dueNow,
  ended,
  endedRun,
  messageIn,
  sender,
  webhookDatabase,
  webhookTo,
} from '../fixtures/webhook-fixture'
import { until, webhookReceiver } from '../fixtures/webhook-receiver'

let db: Database
beforeEach(async () => {
  db = await webhookDatabase()
})

test('the end of a run reaches the receiver: signed, with the thresholds that it missed', async () => {
  const { received, port, url } = await webhookReceiver((response) => response.writeHead(204).end())
  const { id, secret } = await webhookTo(`${url}/hook?for=us`)
  const run = await endedRun([{ expression: 'successRate < 0.5' }])
  sender([`127.0.0.1:${port}`])
  expect(await ended(id, 'threshold.failed')).toMatchObject({
    state: 'delivered',
    run: { number: run.number },
  })
  const messages = received.map((one) => messageIn(one, secret))
  expect(messages.map(({ type }) => type).sort()).toEqual(['run.finished', 'threshold.failed'])
  const failed = messages.find(({ type }) => type === 'threshold.failed')
  expect(failed?.data).toMatchObject({
    run: {
      name: 'checkout',
      status: 'completed',
      verdict: 'fail',
      address: `https://retry.example/runs/${run.id}`,
    },
    failed: [
      { expression: 'successRate < 0.5', verdict: 'fail', measured: { value: 1 } },
      { expression: 'successRate < 0.5', verdict: 'fail' },
    ],
  })
  expect(received[0]).toMatchObject({ path: '/hook?for=us', headers: { 'content-type': 'application/json' } })
})

test('failed and cancelled runs are told; each webhook gets what it is for', async () => {
  const finished = await webhookTo('https://hooks.example/a', { events: ['run.finished'] })
  const missed = await webhookTo('https://hooks.example/b', { events: ['threshold.failed'] })
  await createRun({ spec: specOf() }, db)
  const claim = await claimRun('worker', {}, db)
  if (!claim) throw new Error('nothing to claim')
  await failRun(claim, 'The lab broke.', db)
  await requestCancel((await createRun({ spec: specOf() }, db)).id, db)
  const rows = await db.prisma.webhookDelivery.findMany({ where: { webhookId: finished.id } })
  expect(rows.map(({ content }) => content)).toMatchObject([
    { data: { run: { status: 'failed', error: 'The lab broke.', thresholds: null } } },
    { data: { run: { status: 'cancelled' } } },
  ])
  expect(await deliveriesOf(missed.id)).toEqual([])
})

test('whoever is asked for a review is told with the change, and not without it', async () => {
  const { id } = await webhookTo('https://hooks.example/')
  const run = await endedRun()
  const asked = { type: 'review.asked', runId: run.id, askedBy: 'Ada', reviewers: ['Bo'] } as const
  const undone = asUnit(async () => {
    await notify(asked)
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  await asUnit(() => notify(asked))
  const rows = await db.prisma.webhookDelivery.findMany({ where: { webhookId: id, event: 'review.asked' } })
  expect(rows.map(({ content }) => content)).toMatchObject([
    { data: { run: { number: run.number }, review: { askedBy: 'Ada', reviewers: ['Bo'] } } },
  ])
})

test('a failure is tried again with the same id, by whichever worker is there, until it arrives', async () => {
  const { received, port, url } = await webhookReceiver((response, nth) =>
    response.writeHead(nth < 3 ? 500 : 200, { 'content-type': 'text/plain' }).end('\u0007out of order'),
  )
  const { id, secret } = await webhookTo(url, { retries: 'steady' })
  await endedRun()
  for (const attempts of [1, 2]) {
    const stop = sender([`127.0.0.1:${port}`])
    const [waiting] = await until(async () => {
      const found = await deliveriesOf(id)
      return found[0]?.attempts.length === attempts ? found : null
    })
    await stop()
    expect(waiting).toMatchObject({
      state: 'waiting',
      attempts: [{ result: 'status', status: 500 }, {}].slice(0, attempts),
    })
    expect(waiting?.attempts[0]?.said).toBe('out of order')
    const inMs = Date.parse(waiting?.dueAt ?? '') - Date.parse(waiting?.attempts.at(-1)?.startedAt ?? '')
    expect(inMs).toBeGreaterThanOrEqual(300_000)
    expect(inMs).toBeLessThan(310_000)
    await dueNow()
  }
  sender([`127.0.0.1:${port}`])
  expect(await ended(id, 'run.finished')).toMatchObject({ state: 'delivered', dueAt: null })
  expect(new Set(received.map((one) => messageIn(one, secret).id)).size).toBe(1)
  expect(new Set(received.map(({ body }) => body)).size).toBe(1)
})

test('a redirect is not followed; the log says where it leads', async () => {
  const other = await webhookReceiver((response) => response.end())
  const { received, port, url } = await webhookReceiver((response) =>
    response.writeHead(307, { location: other.url }).end(),
  )
  const { id } = await webhookTo(url, { retries: 'once' })
  await endedRun()
  sender([`127.0.0.1:${port}`, `127.0.0.1:${other.port}`])
  const { state, attempts } = await ended(id, 'run.finished')
  expect({ state, attempts }).toMatchObject({
    state: 'failed',
    attempts: [{ result: 'redirect', status: 307 }],
  })
  expect(attempts[0]?.said).toContain(other.url)
  expect([received.length, other.received.length]).toEqual([1, 0])
})

test('a receiver that hangs is left; one that answers without an end has answered; no connection is none', async () => {
  const hanging = await webhookReceiver(() => undefined)
  const endless = await webhookReceiver((response) =>
    response.writeHead(503, { 'retry-after': '7200' }).write('wait'),
  )
  const results: unknown[] = []
  for (const { url, port } of [hanging, endless, { url: 'http://127.0.0.1:4739', port: 4739 }]) {
    const { id } = await webhookTo(url, { retries: url === endless.url ? 'hour' : 'once' })
    await endedRun()
    const stop = sender([`127.0.0.1:${port}`], { sending: { timeoutMs: 150 } })
    const { attempts, dueAt } = await until(async () =>
      (await deliveriesOf(id)).find((one) => one.attempts.length > 0),
    )
    await stop()
    results.push(attempts[0])
    if (url === endless.url) expect(Date.parse(dueAt ?? '') - Date.now()).toBeGreaterThan(7_000_000)
    await db.prisma.webhook.deleteMany()
  }
  expect(results).toMatchObject([
    { result: 'timeout', status: null, said: 'no answer within 0.15 s' },
    { result: 'status', status: 503, said: 'wait' },
    { result: 'no-connection', status: null },
  ])
})

test('a worker that ends amid an attempt leaves it to the next one', async () => {
  const { received, port, url } = await webhookReceiver((response, nth) => nth > 1 && response.end())
  const { id } = await webhookTo(url)
  await endedRun()
  const stop = sender([`127.0.0.1:${port}`])
  await until(() => received.length === 1)
  await stop()
  expect((await deliveriesOf(id))[0]).toMatchObject({ state: 'waiting', attempts: [] })
  sender([`127.0.0.1:${port}`])
  expect(await ended(id, 'run.finished')).toMatchObject({ state: 'delivered', attempts: [{ number: 1 }] })
  expect(received[0]?.headers['webhook-id']).toBe(received[1]?.headers['webhook-id'])
})

test('two workers send it once; the status counts, however long the answer goes on', async () => {
  const { received, port, url } = await webhookReceiver((response) => response.writeHead(200).write('…'))
  const { id } = await webhookTo(url)
  for (let n = 0; n < 5; n++) await endedRun()
  sender([`127.0.0.1:${port}`])
  sender([`127.0.0.1:${port}`])
  await until(async () => (await deliveriesOf(id)).every(({ state }) => state === 'delivered'))
  expect(received).toHaveLength(5)
})

test('nothing is sent to this machine unless it is listed, whatever the name service says meanwhile', async () => {
  const { received, port, url } = await webhookReceiver((response) => response.end())
  const plain = await webhookTo(url)
  const named = await webhookTo(`http://hooks.localhost:${port}/`)
  let lookups = 0
  // What was checked is what is connected to: only the first look-up of an attempt leads to the receiver.
  const nameService = async () => {
    lookups += 1
    return [{ address: lookups <= 2 ? '127.0.0.1' : '127.0.0.9', family: 4 }]
  }
  await endedRun()
  const stop = sender([], { sending: { nameService } })
  for (const { id } of [plain, named]) {
    const { state, attempts } = await ended(id, 'run.finished')
    expect({ state, attempts }).toMatchObject({ state: 'failed', attempts: [{ result: 'refused-address' }] })
  }
  await stop()
  expect([received.length, lookups]).toEqual([0, 1])
  sender([`hooks.localhost:${port}`], { sending: { nameService } })
  await again(named.id, (await deliveriesOf(named.id))[0]?.id ?? '')
  expect(await ended(named.id, 'run.finished')).toMatchObject({
    state: 'delivered',
    attempts: [{}, { round: 2 }],
  })
  expect(received[0]?.headers.host).toBe(`hooks.localhost:${port}`)
})

test('a receiver that answers 410 is sent nothing any more, and the audit log says so', async () => {
  const { port, url } = await webhookReceiver((response) => response.writeHead(410).end())
  const { id } = await webhookTo(url)
  await endedRun()
  sender([`127.0.0.1:${port}`])
  expect(await ended(id, 'run.finished')).toMatchObject({ state: 'failed', attempts: [{ result: 'gone' }] })
  expect(await all()).toMatchObject([{ id, state: 'gone' }])
  expect((await readAudit(auditFilterSchema.parse({}), { page: 1, limit: 10 }, db)).entries[0]).toMatchObject(
    {
      ...{ action: 'webhook.gone', via: 'worker', subject: { id } },
    },
  )
  await endedRun()
  expect(await deliveriesOf(id)).toHaveLength(1)
})

async function all(): Promise<WebhookItem[]> {
  const response = await listWebhooks(new Request('http://127.0.0.1/api/webhooks'), {
    params: Promise.resolve({}),
  })
  return ((await response.json()) as { webhooks: WebhookItem[] }).webhooks
}

function asked(path: string, method: string, body?: object): Request {
  return new Request(`http://127.0.0.1/api/webhooks${path}`, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
}

const at = <Params extends object>(params: Params) => ({ params: Promise.resolve(params) })

function again(id: string, delivery: string): Promise<Response> {
  return sendAgain(asked(`/${id}/deliveries/${delivery}/again`, 'POST'), at({ id, delivery }))
}

test('a webhook through its routes: its secret is told once, paused it is told nothing, deleted it is gone', async () => {
  const body = { name: 'chat', url: 'https://hooks.example/in', events: ['review.asked', 'run.finished'] }
  const response = await addWebhook(asked('', 'POST', body), at({}))
  expect(response.status).toBe(201)
  const { webhook, secret } = (await response.json()) as MadeWebhook
  expect(webhook).toMatchObject({ events: ['run.finished', 'review.asked'], retries: 'day', state: 'on' })
  expect(secret).toMatch(/^whsec_[\w+/]{43}=$/)
  expect(JSON.stringify(await all())).not.toContain(secret)
  const { id } = webhook

  const renewed = (await (
    await renewSecret(asked(`/${id}/secret`, 'POST'), at({ id }))
  ).json()) as MadeWebhook
  expect(renewed.secret).not.toBe(secret)
  expect((await testWebhook(asked(`/${id}/test`, 'POST'), at({ id }))).status).toBe(202)

  await changeWebhook(asked(`/${id}`, 'PATCH', { paused: true }), at({ id }))
  await endedRun()
  const [only, ...more] = await deliveriesOf(id)
  expect([only?.event, more.length]).toEqual(['webhook.test', 0])
  expect((await testWebhook(asked(`/${id}/test`, 'POST'), at({ id }))).status).toBe(409)
  expect((await again(id, only?.id ?? '')).status).toBe(409)

  const wrong = [
    { url: 'http://127.0.0.1:4739/' },
    { url: 'ftp://hooks.example/' },
    { url: 'https://me:secret@hooks.example/' },
    { events: [] },
  ]
  const answers = wrong.map((one) => addWebhook(asked('', 'POST', { ...body, ...one }), at({})))
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([422, 400, 400, 400])
  expect((await changeWebhook(asked(`/${id}`, 'PATCH', { url: 'http://[::1]/' }), at({ id }))).status).toBe(
    422,
  )

  expect((await deleteWebhook(asked(`/${id}`, 'DELETE'), at({ id }))).status).toBe(204)
  expect([await all(), await db.prisma.webhookDelivery.count()]).toEqual([[], 0])
  const { entries } = await readAudit(auditFilterSchema.parse({}), { page: 1, limit: 20 }, db)
  expect(entries.map(({ action }) => action).filter((action) => action.startsWith('webhook.'))).toEqual([
    ...['webhook.deleted', 'webhook.changed', 'webhook.tested', 'webhook.secret', 'webhook.created'],
  ])
  expect(JSON.stringify(entries)).not.toContain(secret)
})
