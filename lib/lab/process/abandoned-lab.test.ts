import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { FileLease, fileHeartbeat } from '../guard/file-lease'
import { takeLock } from '../lab-lock'
import { startVirtualToxiproxy } from '../toxiproxy/virtual-toxiproxy'
import { AbandonedLab } from './abandoned-lab'
import { ownerLock } from './lab-file'

const directory = mkdtempSync(path.join(tmpdir(), 'retryscope-abandoned-'))
const lock = ownerLock(directory)
const toxiproxy = await startVirtualToxiproxy()
const member = {
  ...{ name: 'm1', directAddress: '127.0.0.1:2', proxyName: 'retryscope-m1' },
  ...{ proxiedAddress: '127.0.0.1:1', adminUrl: 'http://127.0.0.1:2' },
}

let logged: string[]
let kills: number
let nowMs: number
let lab: AbandonedLab
const faults = () => [...toxiproxy.proxies.values()].flatMap(({ toxics }) => toxics).length

beforeEach(() => {
  rmSync(lock, { force: true })
  Object.assign(toxiproxy, { isBroken: false, isHung: false })
  toxiproxy.proxies.clear()
  toxiproxy.add('retryscope-m1', ['retryscope-latency'])
  ;[logged, kills, nowMs] = [[], 0, 0]
  lab = new AbandonedLab(
    { id: 'lab-1', directory, address: { driver: 'local', toxiproxyUrl: toxiproxy.url, members: [member] } },
    { log: (line) => logged.push(line), killToxiproxy: () => kills++ },
    new FileLease(directory, () => nowMs),
  )
})
afterEach(() => {
  vi.useRealTimers()
})
afterAll(() => {
  toxiproxy.close()
  rmSync(directory, { recursive: true, force: true })
})

function lockOfTheDead(): void {
  takeLock(lock, { kind: 'run', id: '1' }, 'The lab')
  const content = JSON.parse(readFileSync(lock, 'utf8')) as { process: { startedAt: string } }
  content.process.startedAt = 'long ago'
  writeFileSync(lock, JSON.stringify(content))
}

async function lookFor(ms: number): Promise<void> {
  for (const endMs = nowMs + ms; nowMs < endMs; nowMs += 1_000) await lab.look()
}

describe('a look at a standing lab', () => {
  test('that nobody uses, or a living run, changes nothing', async () => {
    await lab.look()
    const release = takeLock(lock, { kind: 'run', id: '1' }, 'The lab')
    await lookFor(10_000)
    expect(existsSync(lock)).toBe(true)
    release()
    expect([faults(), logged]).toEqual([1, []])
  })

  test('whose run has died removes faults and lock, once', async () => {
    lockOfTheDead()
    const lease = path.join(directory, 'lease')
    writeFileSync(lease, '')
    await Promise.all([lab.look(), lab.look()])
    await lab.look()
    expect(faults()).toBe(0)
    expect([existsSync(lock), existsSync(lease)]).toEqual([false, false])
    expect(logged).toEqual(['The run that used the lab has died; its faults were removed.'])
  })

  test('whose run has died is cleared also when Toxiproxy hangs over a toxic', async () => {
    lockOfTheDead()
    toxiproxy.isHung = true
    await lab.look()
    expect(faults()).toBe(0)
    expect(logged).toEqual(['The run that used the lab has died; its faults were removed.'])
  })

  test('whose faults cannot be removed says so once, and is repeated until they are', async () => {
    lockOfTheDead()
    toxiproxy.isBroken = true
    await lab.look()
    await lab.look()
    expect(logged).toEqual([expect.stringMatching(/could not be removed: .*POST \/proxies/)])
    toxiproxy.isBroken = false
    await lab.look()
    await lab.look()
    expect([faults(), kills]).toEqual([0, 0])
  })

  test('whose Toxiproxy never gives its faults up has it killed, once', async () => {
    lockOfTheDead()
    toxiproxy.isBroken = true
    await lookFor(6_000)
    expect(kills).toBe(1)
    expect(logged.at(-1)).toMatch(/is killed, and the standing lab ends with it/)
  })

  test('whose faults could not be removed leaves them to the next run, which clears the lab itself', async () => {
    lockOfTheDead()
    toxiproxy.isBroken = true
    await lab.look()
    toxiproxy.isBroken = false
    const release = takeLock(lock, { kind: 'run', id: '2' }, 'The lab')
    await lab.look()
    release()
    await lab.look()
    expect(faults()).toBe(1)
  })

  test('whose run is alive but silent while faults may be set removes them, and leaves it the lock', async () => {
    const release = takeLock(lock, { kind: 'run', id: '1' }, 'The lab')
    let done: () => void = () => undefined
    // The first sign of life is the last one: what a stopped process looks like from outside.
    vi.useFakeTimers({ toFake: ['setInterval'] })
    const heartbeat = fileHeartbeat(directory, () => undefined)
    const working = heartbeat.during(() => new Promise<void>((resolve) => (done = resolve)))
    await lookFor(4_000)
    expect(faults()).toBe(1)
    await lookFor(4_000)
    expect(faults()).toBe(0)
    expect(existsSync(lock)).toBe(true)
    expect(logged).toEqual(['The run that uses the lab gives no sign of life; its faults were removed.'])
    done()
    await working
    toxiproxy.add('retryscope-m1', ['retryscope-latency'])
    await lookFor(20_000)
    expect(faults()).toBe(1)
    release()
  })
})
