import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { acquireLab } from '@/lib/lab/acquire-lab'
import { isLeader, LeaderControl } from '@/lib/lab/etcd/leader'
import type { ExternalLabSettings } from '@/lib/lab/lab'
import { logFile } from '@/lib/lab/process/lab-file'
import { readStandingLab, startStandingLab, stopStandingLab } from '@/lib/lab/process/standing-lab'
import { ToxiproxyControl } from '@/lib/lab/toxiproxy/toxiproxy-control'
import {
  externalSettings,
  labSettings,
  latencyToxic,
  pidOf,
  runningPrograms,
  until,
  withLab,
  withLabsDirectory,
} from '../fixtures/lab-fixture'
import { startLabOwner } from '../fixtures/lab-owner-process'
import { portsForLater } from '../fixtures/ports-for-later'

/** What the faults may outlive their owner by: a lease of five seconds, and the removing. */
const LIMIT_MS = 10_000
const folder = withLabsDirectory()
const fixture = withLab()

/** The time until the condition holds. */
async function timeUntil(condition: () => Promise<boolean>): Promise<number> {
  const beginMs = performance.now()
  await until(condition)
  return performance.now() - beginMs
}

describe('an external lab whose owner has set faults and loads it', () => {
  let settings: ExternalLabSettings
  let toxiproxy: ToxiproxyControl
  const ours = async () => {
    const names = [...(await toxiproxy.proxies()).keys()]
    return names.filter((name) => name.startsWith('retryscope-'))
  }
  const isClear = () =>
    ours().then(
      (names) => names.length === 0,
      () => false,
    )
  const guardLog = (directory: string) => readFileSync(logFile(directory, 'fault-guard'), 'utf8')
  const hasLeader = async () => {
    const control = new LeaderControl(fixture.lab.address)
    const states = await control.states()
    control.close()
    return states.length === 3 && states.some(isLeader)
  }

  beforeAll(async () => {
    const { toxiproxyUrl, members } = fixture.lab.address
    toxiproxy = new ToxiproxyControl(toxiproxyUrl)
    for (const { proxyName } of members) await toxiproxy.removeProxy(proxyName)
    const [foreign = 0, ...proxyPorts] = await portsForLater(4)
    const listen = `127.0.0.1:${foreign}`
    await toxiproxy.createProxy({ name: 'somebody-elses', listen, upstream: '127.0.0.1:1' })
    await toxiproxy.addToxic('somebody-elses', latencyToxic('theirs', 5))
    settings = externalSettings(path.join(folder, 'external'), {
      toxiproxyUrl,
      members: members.map(({ name, directAddress }) => ({ name, address: directAddress })),
      proxyPorts,
    })
  })

  test.each([
    ['killed', 'SIGKILL', /The owner is gone; its faults are removed/],
    ['stopped', 'SIGSTOP', /gave no sign of life in time; its faults are removed/],
  ] as const)('is rid of everything of ours when the owner is %s', async (_, signal, logged) => {
    const { child, exited, directory, lines } = await startLabOwner('use', settings)
    // One that the guard was never told of.
    const extra = { name: 'retryscope-m1-loss-1', listen: '127.0.0.1:0', upstream: '127.0.0.1:1' }
    await toxiproxy.createProxy(extra)
    await toxiproxy.addToxic(extra.name, latencyToxic('retryscope-latency', 5))
    expect(await ours()).toHaveLength(4)
    child.kill(signal)
    const tookMs = await timeUntil(isClear)
    process.stdout.write(`owner ${signal}: clear after ${Math.round(tookMs)} ms\n`)
    expect(tookMs).toBeLessThan(LIMIT_MS)
    await until(() => guardLog(directory).includes('read back that they are gone'))
    expect(guardLog(directory)).toMatch(logged)
    expect(await hasLeader()).toBe(true)
    // Others' proxies are as they were.
    expect((await toxiproxy.proxies()).get('somebody-elses')?.toxics).toHaveLength(1)
    if (signal === 'SIGSTOP') {
      child.kill('SIGCONT')
      await until(() => lines.some((line) => /^failed: .*no sign of life for 5 s/.test(line)))
    }
    child.kill('SIGKILL')
    await exited
    await (await acquireLab(settings, { kind: 'test', id: 'next' })).stop()
  })

  test('is cleared even while Toxiproxy hangs over a toxic whose client does not read', async () => {
    const { child, exited } = await startLabOwner('use', settings)
    const flood = createServer((socket) => {
      socket.on('error', () => undefined)
      const write = () => {
        while (socket.write(Buffer.alloc(65_536)));
        socket.once('drain', write)
      }
      write()
    }).listen(0, '127.0.0.1')
    await once(flood, 'listening')
    const { port } = flood.address() as { port: number }
    const [listenPort = 0] = await portsForLater(1)
    const name = 'retryscope-m1-loss-1'
    await toxiproxy.createProxy({ name, listen: `127.0.0.1:${listenPort}`, upstream: `127.0.0.1:${port}` })
    await toxiproxy.addToxic(name, latencyToxic('retryscope-latency', 5))
    const unread = connect(listenPort, '127.0.0.1').pause()
    unread.on('error', () => undefined)
    // The guard looks which proxies there are; and the buffers on the way fill.
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    const impatient = new ToxiproxyControl(settings.toxiproxyUrl, 500)
    await expect(impatient.removeToxic(name, 'retryscope-latency')).rejects.toThrow(/no answer/)
    await expect(impatient.proxies()).rejects.toThrow(/no answer/)
    child.kill('SIGKILL')
    await exited
    await until(isClear)
    unread.destroy()
    flood.close()
  })

  test('is given up with the reason when the guard itself is killed', async () => {
    const { child, exited, lines } = await startLabOwner('use', settings)
    const guards = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ')
    process.kill(Number(guards[0]), 'SIGKILL')
    await until(() => lines.some((line) => /^failed: The guard of the external lab ended/.test(line)))
    child.kill('SIGKILL')
    await exited
    // Nobody guarded it any more: the next one finds what was left, and removes it.
    expect(await ours()).not.toEqual([])
    await (await acquireLab(settings, { kind: 'test', id: 'next' })).stop()
    expect(await ours()).toEqual([])
  })
})

describe('a local lab whose owner is stopped while faults may be set', () => {
  test('ends with all its faults when the run has started it', async () => {
    const { child, exited, directory } = await startLabOwner('use', labSettings(path.join(folder, 'own')))
    expect(runningPrograms(directory)).toHaveLength(5)
    child.kill('SIGSTOP')
    const tookMs = await timeUntil(() => Promise.resolve(runningPrograms(directory).length === 0))
    process.stdout.write(`owner of a local lab stopped: ended after ${Math.round(tookMs)} ms\n`)
    expect(tookMs).toBeLessThan(LIMIT_MS)
    expect(readFileSync(logFile(directory, 'watchdog'), 'utf8')).toMatch(/no sign of life for 5 s/)
    child.kill('SIGKILL')
    await exited
  })

  test('is rid of them and stands on when it was there before', async () => {
    const standing = labSettings(path.join(folder, 'standing'))
    const { directory, address } = await startStandingLab(standing, { kind: 'test', id: 'up' })
    const { child, exited, lines } = await startLabOwner('use', standing)
    child.kill('SIGSTOP')
    const toxiproxy = new ToxiproxyControl(address.toxiproxyUrl)
    const tookMs = await timeUntil(async () => {
      const proxies = [...(await toxiproxy.proxies()).values()]
      return proxies.length === 3 && proxies.every(({ toxics }) => toxics.length === 0)
    })
    process.stdout.write(`user of a standing lab stopped: clear after ${Math.round(tookMs)} ms\n`)
    expect(tookMs).toBeLessThan(LIMIT_MS)
    expect(await readStandingLab(standing.labsDirectory)).toMatchObject({
      directory,
      healthy: true,
      faults: [],
    })
    child.kill('SIGCONT')
    await until(() => lines.some((line) => line.startsWith('failed: This process stood still')))
    child.kill('SIGKILL')
    await exited
    await until(async () => (await readStandingLab(standing.labsDirectory))?.usedBy === null)
    expect(await stopStandingLab(standing.labsDirectory)).toBe(true)
  })
})

test('no sign of life is asked for while no fault can be set', async () => {
  const { child, exited, directory } = await startLabOwner('start', labSettings(path.join(folder, 'idle')))
  child.kill('SIGSTOP')
  await new Promise((resolve) => setTimeout(resolve, LIMIT_MS))
  expect(runningPrograms(directory)).toHaveLength(5)
  expect(pidOf(directory, 'watchdog')).toBeGreaterThan(0)
  child.kill('SIGKILL')
  await exited
  await until(() => runningPrograms(directory).length === 0)
})
