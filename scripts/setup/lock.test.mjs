import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { withLock } from './lock.mjs'
import { noteRunning, refuseWhileRunning, runningProducts } from './running-products.mjs'

let folder, file

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'lock-test-'))
  file = path.join(folder, 'setup.lock')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function deadProcess() {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'close')
  return child.pid
}

describe('the set-up lock', () => {
  test('lets many work one after the other, never two at once', async () => {
    let inside = 0
    let most = 0
    const work = async () => {
      inside += 1
      most = Math.max(most, inside)
      await new Promise((resolve) => setTimeout(resolve, 5))
      inside -= 1
    }
    await Promise.all(Array.from({ length: 8 }, () => withLock(file, work, { pollMs: 1 })))
    expect(most).toBe(1)
    expect(readdirSync(folder)).toEqual([])
  })

  test('holds between processes', async () => {
    const journal = path.join(folder, 'journal')
    const script = `
      import { withLock } from ${JSON.stringify(path.join(import.meta.dirname, 'lock.mjs'))}
      import { appendFileSync } from 'node:fs'
      for (let i = 0; i < 5; i += 1) await withLock(${JSON.stringify(file)}, async () => {
        appendFileSync(${JSON.stringify(journal)}, 'in ')
        await new Promise((resolve) => setTimeout(resolve, 3))
        appendFileSync(${JSON.stringify(journal)}, 'out ')
      }, { pollMs: 1 })`
    const children = [1, 2, 3].map(() => spawn(process.execPath, ['--input-type=module', '-e', script]))
    const ends = await Promise.all(children.map((child) => once(child, 'close')))
    expect(ends.map(([code]) => code)).toEqual([0, 0, 0])
    expect(readFileSync(journal, 'utf8')).toBe('in out '.repeat(15))
  })

  test('is given back when the work fails', async () => {
    await expect(withLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(existsSync(file)).toBe(false)
  })

  test('of a dead process is taken over', async () => {
    writeFileSync(file, JSON.stringify({ pid: await deadProcess(), startedAt: null, token: 'x' }))
    expect(await withLock(file, async () => 'done')).toBe('done')
    expect(readdirSync(folder)).toEqual([])
  })

  test.runIf(process.platform === 'linux')(
    'of an earlier process with our number is taken over',
    async () => {
      writeFileSync(file, JSON.stringify({ pid: process.pid, startedAt: '1', token: 'x' }))
      expect(await withLock(file, async () => 'done')).toBe('done')
    },
  )

  test('that is damaged is taken over', async () => {
    writeFileSync(file, 'not json')
    expect(await withLock(file, async () => 'done')).toBe('done')
  })

  test('tells once whom it waits for', async () => {
    const waits = []
    let letGo
    const first = withLock(file, () => new Promise((resolve) => (letGo = resolve)))
    const second = withLock(file, async () => 'done', { pollMs: 1, onWait: ({ pid }) => waits.push(pid) })
    await new Promise((resolve) => setTimeout(resolve, 30))
    letGo()
    await Promise.all([first, second])
    expect(waits).toEqual([process.pid])
  })
})

describe('a running product', () => {
  test('keeps others from rebuilding what it serves', async () => {
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => undefined, 60000)'])
    writeFileSync(path.join(folder, 'one.json'), JSON.stringify({ pid: child.pid, startedAt: null }))
    expect(() => refuseWhileRunning('Web app', folder)).toThrow(
      new RegExp(`Web app changed.*process ${child.pid}`),
    )
    child.kill('SIGKILL')
    await once(child, 'close')
    expect(() => refuseWhileRunning('Web app', folder)).not.toThrow()
    expect(readdirSync(folder)).toEqual([])
  })

  test('does not stand in its own way', () => {
    noteRunning(folder)
    expect(runningProducts(folder)).toEqual([process.pid])
    expect(() => refuseWhileRunning('Web app', folder)).not.toThrow()
  })
})
