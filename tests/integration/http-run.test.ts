import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { httpTargetSchema } from '@/lib/core/experiment/target'
import { createRun } from '@/lib/db/create-run'
import { readRunReport } from '@/lib/db/read-run-report'
import { acquireLab } from '@/lib/lab/acquire-lab'
import type { ExternalLabSettings, LocalLabSettings } from '@/lib/lab/lab'
import { LabError } from '@/lib/lab/lab-error'
import { startLocalLab } from '@/lib/lab/process/start-local-lab'
import { ToxiproxyControl } from '@/lib/lab/toxiproxy/toxiproxy-control'
import { workOnce } from '@/worker/work-once'
import { freshDatabase, specOf, temporaryFolder } from '../fixtures/db-fixture'
import { runHttpTrial } from '../fixtures/http-trial'
import {
  externalSettings,
  labSettings,
  runningPrograms,
  until,
  withLab,
  withLabsDirectory,
} from '../fixtures/lab-fixture'
import { portsForLater } from '../fixtures/ports-for-later'
import { programsBelow, realPorts } from '../fixtures/worker-fixture'

const owner = { kind: 'test', id: 'http' } as const

test('a run aimed at our own upstream, from claim to report', async () => {
  const db = await freshDatabase()
  const labs = path.join(temporaryFolder(), 'labs')
  const spec = specOf({
    target: { kind: 'http', behaviour: { answers: { '503': 20 } } },
    strategies: [{ use: 'no-retry' }, { use: 'constant', params: { delayMs: 20, maxAttempts: 4 } }],
    workload: { load: { mode: 'closed', concurrency: 4 } },
    matrix: { latencyMs: [20], lossPercent: [10] },
    attemptTimeoutMs: 250,
    trialDurationMs: 2_000,
    // A count: two seconds carry no interval of a rate.
    thresholds: ['lostUpdates == 0'],
  })
  const { id } = await createRun({ spec }, db)
  const never = new AbortController().signal
  expect(await workOnce(realPorts(db, labs), { shutdown: never })).toEqual({ kind: 'completed', runId: id })
  const report = await readRunReport(id, db)
  expect(report).toMatchObject({
    ...{ status: 'completed', verdict: 'pass' },
    environment: { driver: 'local', etcdVersion: null },
  })
  const [none, retries] = report?.arms ?? []
  expect(none?.errors.unavailable).toBeGreaterThan(0)
  expect(retries?.retries).toBeGreaterThan(0)
  // What was lost is known from the upstream's own count.
  const loss = report?.trials[0]?.receipt.find(({ measure }) => measure === 'request-loss')
  expect(loss).toMatchObject({ requested: expect.closeTo(10, 6) as number, verdict: 'within' })
  expect(report?.trials[0]?.ledger.map(({ fault, state }) => [fault, state])).toEqual([
    ['loss', 'removed'],
    ['latency', 'removed'],
  ])
  expect(programsBelow(labs)).toEqual([])
})

describe('an upstream of the user’s', () => {
  const seen: {
    method: string | undefined
    url: string | undefined
    host: string | undefined
    key: unknown
  }[] = []
  const server = createServer((request, response) => {
    const { method, url, headers } = request
    if (url !== '/version') seen.push({ method, url, host: headers.host, key: headers['idempotency-key'] })
    request.resume()
    if (url === '/moved') response.writeHead(302, { location: '/elsewhere' }).end()
    else response.writeHead(method === 'POST' ? 201 : 200).end('ok')
  })
  const labsDirectory = withLabsDirectory()
  let settings: LocalLabSettings
  beforeAll(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const { port } = server.address() as AddressInfo
    settings = { ...labSettings(labsDirectory), upstreams: [{ name: 'shop', address: `localhost:${port}` }] }
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  test('is asked through Toxiproxy, by its own name, with the operation’s key', async () => {
    const lab = await startLocalLab(settings, owner, undefined, undefined, { kind: 'http', upstream: 'shop' })
    try {
      expect(runningPrograms(lab.directory)).toEqual(['watchdog', 'toxiproxy'])
      const target = httpTargetSchema.parse({
        kind: 'http',
        upstream: 'shop',
        readPath: '/moved',
        writePath: '/carts/{key}',
      })
      const { attempts, counters, result } = await runHttpTrial(lab.address, target, {
        strategies: [{ use: 'guarded', params: { idempotencyKey: 'operation-id' } }],
        workload: { keys: 1, load: { mode: 'closed', concurrency: 2 } },
        matrix: { latencyMs: [30] },
        trialDurationMs: 600,
      })
      expect(counters).toBeNull()
      expect(result.faultProblems).toEqual([])
      const {
        upstreams: [listed],
      } = settings
      const writes = seen.filter(({ method }) => method === 'POST')
      expect(writes.length).toBe(attempts.filter(({ kind }) => kind === 'txn').length)
      expect(new Set(writes.map(({ url, host }) => `${host}${url}`))).toEqual(
        new Set([`${listed?.address}/carts/0`]),
      )
      expect(new Set(writes.map(({ key }) => key)).size).toBe(writes.length)
      // A redirect is an answer like any other, and nobody goes where it points to.
      expect(seen.some(({ url }) => url === '/elsewhere')).toBe(false)
      expect(
        new Set(attempts.filter(({ kind }) => kind === 'get').map(({ errorClass }) => errorClass)),
      ).toEqual(new Set(['rejected']))
      for (const { startMs, endMs } of attempts) expect(endMs - startMs).toBeGreaterThanOrEqual(29)
    } finally {
      await lab.stop()
    }
  })

  test('that is not listed where the worker runs is refused before anything is started', async () => {
    const wanted = { kind: 'http', upstream: 'bank' } as const
    await expect(startLocalLab(settings, owner, undefined, undefined, wanted)).rejects.toThrow(
      /"bank" is not among those that this worker may ask \(shop\)/,
    )
    await expect(acquireLab(settings, owner, undefined, undefined, wanted)).rejects.toThrow(LabError)
    expect(programsBelow(labsDirectory)).toEqual([])
  })

  test('that does not answer is one clear error, and nothing is left', async () => {
    const gone = { ...settings, upstreams: [{ name: 'shop', address: '127.0.0.1:1' }] }
    const giveUp = new AbortController()
    const starting = startLocalLab(gone, owner, undefined, giveUp.signal, { kind: 'http', upstream: 'shop' })
    const refused = expect(starting).rejects.toThrow('no patience')
    await until(() => programsBelow(labsDirectory).includes('toxiproxy'))
    giveUp.abort(new Error('no patience'))
    await refused
    expect(programsBelow(labsDirectory)).toEqual([])
  })
})

/** The local lab as somebody else's. */
describe('an external lab', () => {
  const fixture = withLab(undefined, { kind: 'http', upstream: 'own' })
  const labsDirectory = withLabsDirectory()
  let settings: ExternalLabSettings
  beforeAll(async () => {
    const { toxiproxyUrl, members } = fixture.lab.address
    const [upstream] = members
    if (!upstream) throw new Error('the lab has no upstream')
    await new ToxiproxyControl(toxiproxyUrl).removeProxy(upstream.proxyName)
    settings = externalSettings(labsDirectory, {
      ...{ toxiproxyUrl, members: [], proxyPorts: await portsForLater(1) },
      ownUpstream: { address: upstream.directAddress, adminAddress: new URL(upstream.adminUrl).host },
    })
  })
  const wanted = { kind: 'http', upstream: 'own' } as const

  test('has our upstream asked through a proxy of ours, and is left as it was found', async () => {
    const toxiproxy = new ToxiproxyControl(settings.toxiproxyUrl)
    const lab = await acquireLab(settings, owner, undefined, undefined, wanted)
    expect([...(await toxiproxy.proxies()).keys()]).toEqual(['retryscope-upstream'])
    const { attempts, counters } = await runHttpTrial(lab.address, httpTargetSchema.parse({ kind: 'http' }), {
      strategies: [{ use: 'no-retry' }],
      workload: { load: { mode: 'closed', concurrency: 2 } },
      matrix: { lossPercent: [20] },
      attemptTimeoutMs: 100,
      trialDurationMs: 800,
    })
    const lost = attempts.filter(({ loss }) => loss !== 'none').length
    expect(lost).toBeGreaterThan(0)
    const { POST = 0, GET = 0 } = counters?.started ?? {}
    expect(POST + GET).toBe(attempts.length - lost)
    await lab.stop()
    expect(await toxiproxy.proxies()).toEqual(new Map())
  })

  test('without an upstream of ours says how to have one', async () => {
    await expect(
      acquireLab({ ...settings, ownUpstream: null }, owner, undefined, undefined, wanted),
    ).rejects.toThrow(/no HTTP upstream of ours\. Run "node dist\/upstream\.mjs .*RETRYSCOPE_HTTP_UPSTREAM/)
    // Nothing stays locked.
    await (await acquireLab(settings, owner, undefined, undefined, wanted)).stop()
  })
})
