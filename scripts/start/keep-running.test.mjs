import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { keepRunning } from './keep-running.mjs'
import { whenAnnounced } from './readiness.mjs'
import { startService } from './service.mjs'

let folder
let kept
beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'keep-running-test-'))))
afterEach(async () => {
  await kept?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const ready = `console.log('at work'); process.send({ type: 'ready' }); setInterval(() => undefined, 1000)`

function keep(code, options = {}) {
  const file = path.join(folder, 'service.mjs')
  writeFileSync(file, code)
  const said = []
  const pids = []
  const start = () => {
    const logFile = path.join(folder, 'service.log')
    const service = startService({ name: 'worker', args: [file], env: {}, logFile, stopMs: 5000 })
    pids.push(service.child.pid)
    return service
  }
  kept = keepRunning(start, { say: (text) => said.push(text), ...options })
  return { said, pids }
}

describe('a service that is kept running', () => {
  test('is started again when it is killed, with its last words and word of its return', async () => {
    const { said, pids } = keep(ready)
    await whenAnnounced(kept)
    process.kill(pids[0], 'SIGKILL')
    await expect.poll(() => said.length, { timeout: 10_000 }).toBe(2)
    expect(said[0]).toMatch(
      /^The worker ended unexpectedly \(ended by SIGKILL\); starting it again.*\n {2}\| at work$/,
    )
    expect(said[1]).toBe('The worker is running again.')
    expect(kept.child.pid).toBe(pids[1])

    await kept.stop()
    expect(await kept.ended).toMatchObject({ expected: true })
    expect(pids).toHaveLength(2)
  })

  test('ends for good after three restarts within a minute', async () => {
    const { said, pids } = keep(`process.send({ type: 'ready' }, () => process.exit(7))`, { now: () => 0 })
    const end = await kept.ended
    expect(end).toMatchObject({ expected: false, reason: 'exit code 7, after 3 restarts within a minute' })
    expect(pids).toHaveLength(4)
    expect(said.filter((text) => text.includes('starting it again'))).toHaveLength(3)
  })

  test('may be restarted more often when that is long ago', async () => {
    let minutes = 0
    const code = `process.send({ type: 'ready' }, () => process.exit(7))`
    const { pids } = keep(code, { now: () => (minutes += 1) * 60_000 })
    await expect.poll(() => pids.length, { timeout: 10_000 }).toBeGreaterThan(5)
  })

  test('is not started again when it never was ready', async () => {
    const { said, pids } = keep(`console.error('no database'); process.exit(1)`)
    expect(await kept.ended).toMatchObject({ expected: false, reason: 'exit code 1', output: 'no database' })
    expect(pids).toHaveLength(1)
    expect(said).toEqual([])
  })

  test('is not started again when it was stopped or killed', async () => {
    const { pids } = keep(ready)
    await whenAnnounced(kept)
    kept.kill()
    expect(await kept.ended).toMatchObject({ expected: true, reason: 'ended by SIGKILL' })
    expect(pids).toHaveLength(1)
    expect(existsSync(path.join(folder, 'service.log'))).toBe(true)
  })
})
