import { describe, expect, test } from 'vitest'
import { createReporter, formatDuration, stepGivenUp } from './reporter.mjs'

function screen(isTTY) {
  const written = []
  return { isTTY, columns: 60, write: (text) => written.push(text), text: () => written.join('') }
}

describe('the reporter', () => {
  test('prints one line per step, with its time', async () => {
    const stream = screen(false)
    await createReporter({ stream }).step('Database', () => 'done')
    expect(stream.text()).toMatch(/^✓ Database \(\d+ ms\)\n$/)
  })

  test('gives signs of life in a log while a step takes long', async () => {
    const stream = screen(false)
    await createReporter({ stream, heartbeatMs: 500 }).step('Compile', async (progress) => {
      progress('\u001b[32mCC sqlite3.o\u001b[0m\r')
      await new Promise((resolve) => setTimeout(resolve, 1200))
    })
    expect(stream.text()).toMatch(/^… Compile: 1\.\d s, CC sqlite3\.o\n✓ Compile/)
  })

  test('rewrites one line on a terminal and never exceeds its width', async () => {
    const stream = screen(true)
    await createReporter({ stream }).step('Compile', async (progress) => {
      progress('x'.repeat(500))
      await new Promise((resolve) => setTimeout(resolve, 600))
    })
    const drawn = stream.text().split('\r\u001b[2K')
    expect(drawn.some((line) => line.includes('xxx'))).toBe(true)
    expect(drawn.filter((line) => line.length > 60)).toEqual([])
    expect(stream.text().split('\n')).toHaveLength(2)
  })

  test('says nothing about a step that was given up on purpose', async () => {
    const stream = screen(false)
    await createReporter({ stream }).step('Start', () => stepGivenUp)
    expect(stream.text()).toBe('')
  })

  test('says that a step failed and passes the error on', async () => {
    const stream = screen(false)
    const failing = createReporter({ stream }).step('Build', () => Promise.reject(new Error('no')))
    await expect(failing).rejects.toThrow('no')
    expect(stream.text()).toMatch(/^✗ Build/)
  })

  test('keeps quiet about what is up to date when asked to', () => {
    const stream = screen(false)
    createReporter({ stream, quiet: true }).upToDate('Database')
    expect(stream.text()).toBe('')
    createReporter({ stream }).upToDate('Database')
    expect(stream.text()).toBe('✓ Database: up to date\n')
  })

  test.each([
    [350, '350 ms'],
    [4200, '4.2 s'],
    [59_960, '1 min 0 s'],
    [112_000, '1 min 52 s'],
  ])('%d ms reads %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text)
  })
})
