import { closeSync, existsSync, openSync, writeSync } from 'node:fs'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { LogDestination } from './log-destination'

const OUT = 1
const ERR = 2

/** Takes what is written; `failing` decides per call which error it is, if any. */
function output(failing: (call: number) => string | null, atMost = Infinity) {
  const texts: Record<number, string> = { [OUT]: '', [ERR]: '' }
  let calls = 0
  const write = (fd: number, bytes: Uint8Array) => {
    const code = fd === OUT ? failing((calls += 1)) : null
    if (code) throw Object.assign(new Error(code), { code })
    const taken = bytes.subarray(0, atMost)
    texts[fd] += Buffer.from(taken).toString()
    return taken.length
  }
  return { texts, calls: () => calls, destination: new LogDestination(OUT, write) }
}

test('a reader that is gone is not written to again', () => {
  const { destination, calls, texts } = output(() => 'EPIPE')
  const log = pino({}, destination)
  log.info('one')
  log.fatal('two')
  expect(calls()).toBe(1)
  expect(texts[ERR]).toBe('')
})

test('a full disk costs lines, is told once, and the log goes on when there is space again', () => {
  const { destination, texts } = output((call) => (call <= 2 ? 'ENOSPC' : null))
  for (const line of ['one\n', 'two\n', 'three\n']) destination.write(line)
  expect(texts[OUT]).toBe('three\n')
  expect(texts[ERR]).toMatch(/^The log cannot be written \(ENOSPC\)[^\n]*\n$/)
})

test('a line that was taken in part does not spoil the next one', () => {
  const { destination, texts } = output((call) => (call === 2 ? 'EAGAIN' : null), 6)
  destination.write('{"a":1}\n')
  destination.write('{}\n')
  expect(texts[OUT]).toBe('{"a":1\n{}\n')
})

test('a line that is taken piece by piece arrives whole', () => {
  const { destination, texts } = output(() => null, 3)
  destination.write('red and green\n')
  expect(texts[OUT]).toBe('red and green\n')
})

test.skipIf(!existsSync('/dev/full'))('a real full device ends nothing', () => {
  const fd = openSync('/dev/full', 'w')
  const told: string[] = []
  const log = pino(
    {},
    new LogDestination(fd, (to, bytes) => {
      if (to === fd) return writeSync(to, bytes)
      told.push(Buffer.from(bytes).toString())
      return bytes.length
    }),
  )
  try {
    log.fatal('no room')
    expect(told.join('')).toContain('ENOSPC')
  } finally {
    closeSync(fd)
  }
})
