import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { takeLock } from '../lab-lock'
import { AbandonedLab } from './abandoned-lab'
import { ownerLock } from './lab-file'

const directory = mkdtempSync(path.join(tmpdir(), 'retryscope-abandoned-'))
const lock = ownerLock(directory)

/** Toxiproxy, as far as it is asked here: it forgets its faults when it is reset, unless it is told to fail. */
const toxiproxy = { resets: 0, isBroken: false }
const server = createServer((request, response) => {
  if (request.url === '/reset' && !toxiproxy.isBroken) toxiproxy.resets += 1
  response.writeHead(toxiproxy.isBroken ? 500 : 200, { 'content-type': 'application/json' }).end('{}')
}).listen(0, '127.0.0.1')
await once(server, 'listening')
const address = server.address()
const toxiproxyUrl = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : ''

let logged: string[]
let lab: AbandonedLab
beforeEach(() => {
  rmSync(lock, { force: true })
  Object.assign(toxiproxy, { resets: 0, isBroken: false })
  logged = []
  lab = new AbandonedLab(
    { id: 'lab-1', directory, address: { driver: 'local', toxiproxyUrl, members: [], namespace: null } },
    (line) => logged.push(line),
  )
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
  rmSync(directory, { recursive: true, force: true })
})

function lockOfTheDead(): void {
  takeLock(lock, { kind: 'run', id: '1' }, 'The lab')
  const content = JSON.parse(readFileSync(lock, 'utf8')) as { process: { startedAt: string } }
  content.process.startedAt = 'long ago'
  writeFileSync(lock, JSON.stringify(content))
}

describe('a look at a standing lab', () => {
  test('that nobody uses, or a living run, changes nothing', async () => {
    await lab.look()
    const release = takeLock(lock, { kind: 'run', id: '1' }, 'The lab')
    await lab.look()
    expect(existsSync(lock)).toBe(true)
    release()
    expect([toxiproxy.resets, logged]).toEqual([0, []])
  })

  test('whose run has died removes faults and lock, once', async () => {
    lockOfTheDead()
    await Promise.all([lab.look(), lab.look()])
    await lab.look()
    expect(toxiproxy.resets).toBe(1)
    expect(existsSync(lock)).toBe(false)
    expect(logged).toEqual(['The run that used the lab has died; its faults were removed.'])
  })

  test('whose faults cannot be removed says so once, and is repeated until they are', async () => {
    lockOfTheDead()
    toxiproxy.isBroken = true
    await lab.look()
    await lab.look()
    expect(logged).toEqual([expect.stringMatching(/could not be removed: .*did not do "GET \/proxies"/)])
    toxiproxy.isBroken = false
    await lab.look()
    await lab.look()
    expect(toxiproxy.resets).toBe(1)
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
    expect(toxiproxy.resets).toBe(0)
  })
})
