/** Faults that cannot be taken away: they are called stuck where people look, and somebody tries on until they are gone. */
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createRun } from '@/lib/db/create-run'
import { readRunReport } from '@/lib/db/read-run-report'
import { acquireLab } from '@/lib/lab/acquire-lab'
import { externalDirectory } from '@/lib/lab/external/external-address'
import type { ExternalLabSettings } from '@/lib/lab/lab'
import { LabStuckError } from '@/lib/lab/lab-error'
import { logFile } from '@/lib/lab/process/lab-file'
import { ToxiproxyControl } from '@/lib/lab/toxiproxy/toxiproxy-control'
import { clearAtStart } from '@/worker/lab/clear-external-lab'
import { silentLog } from '@/worker/log/log'
import { freshDatabase, specOf, temporaryFolder } from '../fixtures/db-fixture'
import { externalSettings, until, withLab } from '../fixtures/lab-fixture'
import { portsForLater } from '../fixtures/ports-for-later'
import { refusingFront, type RefusingFront } from '../fixtures/refusing-front'
import { startCommand, startWorker } from '../fixtures/worker-fixture'

/** From the moment on in which faults can be taken away again. */
const LIMIT_MS = 10_000
const TIMEOUT_MS = 150_000
const somebodys = withLab()

let toxiproxy: ToxiproxyControl
let front: RefusingFront
let variables: Record<string, string>
const ours = async () => [...(await toxiproxy.proxies()).values()]
const hasFaults = async () =>
  (await ours()).some(({ toxics }) => toxics.some(({ name }) => name === 'retryscope-latency'))

beforeAll(async () => {
  const { toxiproxyUrl, members } = somebodys.lab.address
  toxiproxy = new ToxiproxyControl(toxiproxyUrl)
  for (const { proxyName } of members) await toxiproxy.removeProxy(proxyName)
  front = await refusingFront(toxiproxyUrl)
  variables = {
    RETRYSCOPE_LAB: 'external',
    RETRYSCOPE_TOXIPROXY_URL: front.url,
    RETRYSCOPE_ETCD_MEMBERS: members.map(({ name, directAddress }) => `${name}=${directAddress}`).join(','),
    RETRYSCOPE_PROXY_PORTS: (await portsForLater(members.length)).join(','),
  }
})
afterEach(async () => {
  front.refuseDelete(false)
  for (const { name } of await ours()) await toxiproxy.removeProxy(name)
})
afterAll(() => front.close())

async function queuedRun() {
  const db = await freshDatabase()
  const dataDirectory = path.dirname(db.file)
  const { id } = await createRun(
    { spec: specOf({ matrix: { latencyMs: [20] }, trialDurationMs: 3_000 }) },
    db,
  )
  const guardLog = () => {
    const labs = path.join(dataDirectory, 'labs')
    return readdirSync(labs)
      .map((name) => readFileSync(logFile(path.join(labs, name), 'fault-guard'), 'utf8'))
      .join('')
  }
  const report = async () => {
    const found = await readRunReport(id, db)
    if (!found) throw new Error('the run is gone')
    return found
  }
  const hasFailed = async () => (await report()).status === 'failed'
  return { db, dataDirectory, guardLog, report, hasFailed }
}

async function expectGoneInTime(guardLog: () => string): Promise<void> {
  front.refuseDelete(false)
  const fromMs = performance.now()
  await until(async () => (await ours()).length === 0)
  const tookMs = performance.now() - fromMs
  process.stdout.write(`stuck faults: gone ${Math.round(tookMs)} ms after they could be removed\n`)
  expect(tookMs).toBeLessThan(LIMIT_MS)
  await until(() => guardLog().includes('read back that they are gone'))
}

const STUCK_LATENCY = {
  trialIndex: 0,
  lab: expect.stringMatching(/^external-/) as string,
  entry: { fault: 'latency', state: 'stuck', problem: expect.stringMatching(/DELETE|Stuck/) as string },
}

test(
  'a run whose faults cannot be removed says so on its page, and its guard tries on when the worker is gone',
  async () => {
    const { db, dataDirectory, guardLog, report, hasFailed } = await queuedRun()
    const worker = await startWorker(dataDirectory, variables)
    await until(hasFaults)
    front.refuseDelete(true)
    await until(hasFailed)
    expect((await report()).error).toMatch(/Stuck: retryscope-m1/)
    worker.kill('SIGTERM')
    await once(worker, 'exit')

    expect(await hasFaults()).toBe(true)
    expect(await db.prisma.openFault.count()).toBeGreaterThan(0)
    expect((await report()).stuckFaults).toMatchObject([STUCK_LATENCY])
    // Whoever looks takes the lab for a moment, and must not send the guard away either.
    const looked = await startCommand(dataDirectory, ['lab', 'check'], variables).result
    expect([looked.exitCode, looked.stdout]).toEqual([3, expect.stringMatching(/Stuck: retryscope-m1/)])
    await until(() => /^\S+ Stuck: faults may still be set/m.test(guardLog()))
    expect(await hasFaults()).toBe(true)

    await expectGoneInTime(guardLog)
    // Read back by the next start, which only then forgets them.
    expect((await report()).stuckFaults).toHaveLength(1)
    const next = await startWorker(dataDirectory, variables)
    expect(await db.prisma.openFault.count()).toBe(0)
    expect((await report()).stuckFaults).toEqual([])
    next.kill('SIGTERM')
    await once(next, 'exit')
  },
  TIMEOUT_MS,
)

test(
  'what a killed worker has left and the next one cannot remove is stuck, too',
  async () => {
    const { dataDirectory, guardLog, report, hasFailed } = await queuedRun()
    const worker = await startWorker(dataDirectory, variables)
    await until(hasFaults)
    front.refuseDelete(true)
    worker.kill('SIGKILL')
    await once(worker, 'exit')
    const next = await startWorker(dataDirectory, variables)
    await until(hasFailed)
    expect((await report()).stuckFaults).toMatchObject([STUCK_LATENCY])
    next.kill('SIGTERM')
    await once(next, 'exit')
    await expectGoneInTime(guardLog)
  },
  TIMEOUT_MS,
)

describe('without a worker', () => {
  let settings: ExternalLabSettings
  const guardLog = () => readFileSync(logFile(externalDirectory(settings), 'fault-guard'), 'utf8')
  const acquire = () => acquireLab(settings, { kind: 'test', id: 'stuck' })

  beforeEach(async () => {
    const { members } = somebodys.lab.address
    settings = externalSettings(temporaryFolder(), {
      toxiproxyUrl: front.url,
      members: members.map(({ name, directAddress }) => ({ name, address: directAddress })),
      proxyPorts: await portsForLater(members.length),
    })
  })

  test('what the look at the lab has set and cannot take away is said with what it found, and removed later', async () => {
    front.refuseDelete(true)
    const refused = await acquire().catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(LabStuckError)
    expect(String(refused)).toMatch(/The external lab cannot be used[^]*Stuck: retryscope-check/)
    await expectGoneInTime(guardLog)
  })

  test.each([
    ['a run is refused', () => expect(acquire()).rejects.toThrow(/Stuck: retryscope-m9/)],
    ['a worker starts', async () => clearAtStart(settings, { db: await freshDatabase(), log: silentLog })],
  ])('what is left while no guard lives any more is one’s business again when %s', async (_, meet) => {
    await toxiproxy.createProxy({ name: 'retryscope-m9', listen: '127.0.0.1:0', upstream: '127.0.0.1:1' })
    front.refuseDelete(true)
    await meet()
    expect(await ours()).toHaveLength(1)
    await expectGoneInTime(guardLog)
  })
})
