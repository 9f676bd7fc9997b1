import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { choosePort, firstPort, isFree } from './choose-port.mjs'
import { isStackFrame, readable, warningIn } from './log-lines.mjs'
import { FIRST, LATER, putFirst } from './precedence.mjs'
import { unexpectedEnd, whenAnnounced, whenHealthy } from './readiness.mjs'
import { startService } from './service.mjs'

let folder
beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'start-test-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function script(code) {
  const file = path.join(folder, 'service.mjs')
  writeFileSync(file, code)
  return file
}

function service(code, options = {}) {
  const logFile = path.join(folder, 'service.log')
  return startService({ name: 'worker', args: [script(code)], env: {}, logFile, stopMs: 5000, ...options })
}

const waitForever = 'setInterval(() => undefined, 1000)\n'

describe('the port', () => {
  async function listening(work) {
    const server = createServer((_request, response) => response.writeHead(server.status ?? 200).end())
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      return await work(server.address().port, server)
    } finally {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  }

  test('that was asked for and is in use is refused with a way out', async () => {
    const refusal = listening((port) => choosePort(String(port)))
    await expect(refusal).rejects.toThrow(/Port \d+ is in use/)
  })

  test('that was asked for and is free is taken', async () => {
    const port = await listening((used) => used)
    expect(await choosePort(String(port))).toBe(port)
  })

  test.each(['0', '70000', 'http', '-1', '3000.5'])('%s is no port', async (wanted) => {
    await expect(choosePort(wanted)).rejects.toThrow(/is not a port/)
  })

  test('without a wish is a free one from 3000 on', async () => {
    const port = await choosePort('')
    expect(port).toBeGreaterThanOrEqual(firstPort)
    expect(await isFree(port, '127.0.0.1')).toBe(true)
  })

  test('is healthy when it answers 200, not before', async () => {
    const running = service(waitForever)
    try {
      await listening(async (port, server) => {
        server.status = 503
        setTimeout(() => (server.status = 200), 250)
        const startedAt = Date.now()
        await whenHealthy(running, `http://127.0.0.1:${port}/`)
        expect(Date.now() - startedAt).toBeGreaterThanOrEqual(200)
      })
    } finally {
      await running.stop()
    }
  })
})

describe('a service', () => {
  test('is ready when it says so', async () => {
    const running = service(
      `process.send({ type: 'other' }); process.send({ type: 'ready' })\n${waitForever}`,
    )
    await whenAnnounced(running)
    await running.stop()
    expect(await running.ended).toMatchObject({ expected: true })
  })

  test('that ends before it is ready is an error with its last lines, without their stack', async () => {
    const running = service(`console.error('no database'); throw new Error('broken')`)
    const message = await whenAnnounced(running).then(
      () => null,
      (error) => error.describe(),
    )
    expect(message).toMatch(/worker ended unexpectedly \(exit code 1\)/)
    expect(message).toContain('no database')
    expect(message).not.toMatch(/^\s*\|?\s+at /m)
    expect(readFileSync(running.logFile, 'utf8')).toMatch(/\n\s+at /)
  })

  test('that stays unready is an error', async () => {
    const running = service(waitForever)
    await expect(whenAnnounced(running, { timeoutMs: 100 })).rejects.toThrow(
      /did not become ready within 0.1 s/,
    )
    await running.stop()
  })

  test('ends in its own way when it is stopped', async () => {
    const code = `process.on('SIGTERM', () => { console.log('healed'); process.exit(0) }); process.send({ type: 'ready' })\n`
    const running = service(code + waitForever)
    await whenAnnounced(running)
    await running.stop()
    expect(await running.ended).toMatchObject({ expected: true, reason: 'exit code 0', output: 'healed' })
  })

  test('that does not stop is killed', async () => {
    const code = `process.on('SIGTERM', () => undefined); process.send({ type: 'ready' })\n${waitForever}`
    const running = service(code, { stopMs: 100 })
    await whenAnnounced(running)
    await running.stop()
    expect(await running.ended).toMatchObject({ reason: 'ended by SIGKILL' })
  })

  test('shows its warnings and keeps everything else in the log', async () => {
    const lines = ['{"level":30,"msg":"quiet"}', '{"level":40,"msg":"disk is slow"}', 'plain']
    const warnings = []
    const running = service(`console.log(${JSON.stringify(lines.join('\n'))})`, {
      onWarning: (message) => warnings.push(message),
    })
    const end = await running.ended
    expect(warnings).toEqual(['disk is slow'])
    expect(unexpectedEnd(end).output).toBe('quiet\ndisk is slow\nplain')
    expect(readFileSync(running.logFile, 'utf8').trim().split('\n')).toEqual(lines)
  })

  test('shuts down in order when the process that started it is killed', async () => {
    const mark = path.join(folder, 'healed')
    const pid = await orphan(`
      import { writeFileSync } from 'node:fs'
      process.on('SIGTERM', () => { writeFileSync(${JSON.stringify(mark)}, ''); process.exit(0) })
      process.send({ type: 'ready' })
      ${waitForever}`)
    await expect.poll(() => existsSync(mark), { timeout: 5000 }).toBe(true)
    await expect.poll(() => isGone(pid), { timeout: 5000 }).toBe(true)
  })

  test('ends when the process that started it is killed, even if it cannot listen any more', async () => {
    const pid = await orphan(`
      process.send({ type: 'ready' }, () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0))`)
    try {
      await expect.poll(() => isGone(pid), { timeout: 10_000 }).toBe(true)
    } finally {
      if (!isGone(pid)) process.kill(pid, 'SIGKILL')
    }
  }, 15_000)

  test('goes on when its log cannot be written', async () => {
    mkdirSync(path.join(folder, 'service.log'))
    const warnings = []
    const running = service(`process.send({ type: 'ready' }); console.log('at work')\n${waitForever}`, {
      onWarning: (message) => warnings.push(message),
    })
    await whenAnnounced(running)
    await expect.poll(() => running.lastLines()).toBe('at work')
    await running.stop()
    expect(warnings).toEqual([expect.stringMatching(/^its log .*service\.log cannot be written.*EISDIR/)])
  })

  /** Starts a service from a process that is killed as soon as the service is ready; returns the pid of the service. */
  async function orphan(code) {
    const starter = `
      import { startService } from ${JSON.stringify(path.join(import.meta.dirname, 'service.mjs'))}
      const logFile = ${JSON.stringify(path.join(folder, 'log'))}
      const args = [${JSON.stringify(script(code))}]
      const service = startService({ name: 'x', args, env: {}, logFile, stopMs: 1000 })
      service.child.once('message', () => console.log(service.child.pid))`
    const parent = spawn(process.execPath, ['--input-type=module', '-e', starter])
    const [chunk] = await once(parent.stdout, 'data')
    parent.kill('SIGKILL')
    return Number(String(chunk))
  }

  function isGone(pid) {
    const stat = `/proc/${pid}/stat`
    // Where nobody collects it, a dead process stays listed as a zombie.
    if (process.platform === 'linux') return !existsSync(stat) || / Z /.test(readFileSync(stat, 'utf8'))
    try {
      process.kill(pid, 0)
      return false
    } catch (error) {
      return error.code === 'ESRCH'
    }
  }
})

describe('precedence', () => {
  /** Remembers by pid what it was asked for, as far as it allows it. */
  const remembering = (priorities, isAllowed) => (pid, priority) => {
    if (!isAllowed(priority)) throw Object.assign(new Error('no'), { info: { code: 'EACCES' } })
    priorities.set(pid, priority)
  }

  test('is given to what must not be late', () => {
    const priorities = new Map()
    putFirst(
      { pid: 1 },
      { pid: 2 },
      remembering(priorities, () => true),
    )
    expect([...priorities]).toEqual([[1, FIRST]])
  })

  test('is left by the other one, where nobody may be put first', () => {
    const priorities = new Map()
    putFirst(
      { pid: 1 },
      { pid: 2 },
      remembering(priorities, (priority) => priority > 0),
    )
    expect([...priorities]).toEqual([[2, LATER]])
  })

  test('is nothing that a start fails for', () => {
    const priorities = new Map()
    putFirst(
      { pid: 1 },
      { pid: 2 },
      remembering(priorities, () => false),
    )
    putFirst(
      { pid: undefined },
      { pid: 2 },
      remembering(priorities, () => true),
    )
    expect([...priorities]).toEqual([])
  })

  test.runIf(process.platform !== 'win32')('holds for a process that runs', async () => {
    const script = 'setInterval(() => undefined, 1000)'
    const [first, other] = [spawn(process.execPath, ['-e', script]), spawn(process.execPath, ['-e', script])]
    putFirst(first, other)
    expect(os.getPriority(first.pid)).toBeLessThan(os.getPriority(other.pid))
    for (const child of [first, other]) child.kill('SIGKILL')
    await Promise.all([first, other].map((child) => once(child, 'close')))
  })
})

describe('log lines', () => {
  test('are warnings from level 40 on, as numbers and as words', () => {
    expect(warningIn('{"level":"warn","msg":"a"}')).toBe('a')
    expect(warningIn('{"level":50,"msg":"b"}')).toBe('b')
    expect(warningIn('{"level":"info","msg":"c"}')).toBeNull()
    expect(warningIn('{not json')).toBeNull()
    expect(warningIn('error in plain text')).toBeNull()
  })

  test('are read as messages', () => {
    expect(readable('{"level":50,"msg":"failed","err":{"message":"disk full"}}')).toBe('failed: disk full')
    expect(readable('plain')).toBe('plain')
    expect(isStackFrame('    at run (file.mjs:1:2)')).toBe(true)
  })
})
