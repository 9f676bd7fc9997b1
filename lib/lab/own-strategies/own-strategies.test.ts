import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { VirtualCall } from '@/lib/core/strategy/virtual-call'
import { strategyFactory } from '../strategy-factory'
import { loadOwnStrategies } from './load'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'own-strategies-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(file: string, text: string): void {
  writeFileSync(path.join(folder, file), text)
}

/** A module whose strategy runs with the given body. */
function strategyText(name: string, run: string, params = '{}'): string {
  return `export default { name: '${name}', title: 'Mine', description: 'Does what I want.', params: ${params},
    create: (params, tools) => ({ run: async (call) => { ${run} } }) }`
}

const LIMIT = "{ limit: { type: 'integer', minimum: 1, maximum: 9, default: 3, unit: 'attempts' } }"
const failing = () =>
  new VirtualCall(() => ({ afterMs: 5, reply: { outcome: 'fail', errorClass: 'no-leader' } }))

describe('the folder of own strategies', () => {
  it('gives strategies that run with their defaults and the parts ours are made of', async () => {
    write(
      'mine.mjs',
      strategyText(
        'mine',
        'return tools.compose({ limits: { maxAttempts: params.limit }, backoff: tools.backoffOf(() => 70) }).run(call)',
        LIMIT,
      ),
    )
    const own = await loadOwnStrategies(folder)
    expect(own.problems).toEqual([])
    const call = failing()
    expect(await strategyFactory(own)('mine', {}).run(call)).toBe('attempts-exhausted')
    expect(call.attempts).toBe(3)
    expect(call.waits.map(({ plannedMs }) => plannedMs)).toEqual([70, 70])
  })

  it('gives strategies that may let their callers go', async () => {
    write(
      'mine.mjs',
      `export default { name: 'mine', title: 'Mine', description: 'Does what I want.', params: {}, create: (_, tools) =>
        tools.compose({ limits: { maxAttempts: 2 }, backoff: tools.backoffOf(() => 70), deferAfter: 1 }) }`,
    )
    const strategy = strategyFactory(await loadOwnStrategies(folder))('mine', {})
    const call = failing()
    expect(strategy.defers).toBe(true)
    expect(await strategy.run(call)).toBe('attempts-exhausted')
    expect([call.attempts, call.deferredMs]).toEqual([2, 5])
  })

  it('need not exist', async () => {
    expect(await loadOwnStrategies(path.join(folder, 'none'))).toEqual({ strategies: [], problems: [] })
  })

  it('loses only the files that cannot be used, each with its reason', async () => {
    write('a-good.mjs', strategyText('good', "await call.attempt(); return 'succeeded'"))
    write('b-syntax.mjs', 'export default {')
    write('c-throws.mjs', "throw new Error('no such luck')")
    write('d-empty.mjs', 'export const strategy = 1')
    write('e-incomplete.mjs', "export default { name: 'Not a name', title: 'x', description: 'y' }")
    write('f-taken.mjs', strategyText('p-retry', ''))
    write('g-twice.mjs', strategyText('good', ''))
    write(
      'h-default.mjs',
      strategyText('bad-default', '', "{ limit: { type: 'integer', maximum: 2, default: 3 } }"),
    )
    write('notes.txt', 'not a strategy')
    const { strategies, problems } = await loadOwnStrategies(folder)
    expect(strategies.map(({ name, file }) => [name, file])).toEqual([['good', 'a-good.mjs']])
    expect(problems).toHaveLength(7)
    expect(problems.every((problem) => problem.includes('is left out: '))).toBe(true)
    expect(problems[1]).toContain('no such luck')
    expect(problems[2]).toContain('no default export')
    expect(problems[3]).toContain('name: a name is small letters, digits and hyphens')
    expect(problems[3]).toContain('create: create must be a function')
    expect(problems[4]).toContain('the name "p-retry" belongs to a strategy of Retryscope')
    expect(problems[5]).toContain('the name "good" is taken by a-good.mjs')
    expect(problems[6]).toContain('params.limit.default: the default does not fit')
  })

  it('is loaded anew when a file has changed', async () => {
    const ends = async () => strategyFactory(await loadOwnStrategies(folder))('mine', {}).run(failing())
    write('mine.mjs', strategyText('mine', "await call.attempt(); return 'refused'"))
    expect(await ends()).toBe('refused')
    write('mine.mjs', strategyText('mine', "await call.attempt(); return 'cancelled'"))
    utimesSync(path.join(folder, 'mine.mjs'), 1, 1)
    expect(await ends()).toBe('cancelled')
  })
})

describe('a mistake in an own strategy', () => {
  it.each([
    ["return 'whatever'", 'mine.mjs: run(call) ended with "whatever"; it must resolve with one of succeeded'],
    ["await call.attempt(); return 'retry'", 'ended with "retry"'],
    ["return 'succeeded'", 'mine.mjs: run(call) ended without call.attempt()'],
    ["call.attempt(); throw new Error('oh dear')", 'mine.mjs: oh dear'],
  ])('%s is named with its file', async (body, message) => {
    write('mine.mjs', strategyText('mine', body))
    const strategy = strategyFactory(await loadOwnStrategies(folder))('mine', {})
    await expect(strategy.run(failing())).rejects.toThrow(message)
  })

  it('shows when the strategy is made: no run, wrong parameters, no such strategy', async () => {
    write(
      'mine.mjs',
      `export default { name: 'mine', title: 'Mine', description: 'Mine.', params: ${LIMIT}, create: () => 1 }`,
    )
    const make = strategyFactory(await loadOwnStrategies(folder))
    expect(() => make('mine', {})).toThrow('mine.mjs: create must return an object with a function run(call)')
    expect(() => make('mine', { limit: 10 })).toThrow(
      'mine.mjs: the parameters of "mine" do not fit: limit: ',
    )
    expect(() => make('gone', {})).toThrow('There is no strategy "gone" in the folder of own strategies.')
  })
})

describe('the example in strategies/', () => {
  it('can be used as it is', async () => {
    const own = await loadOwnStrategies(path.join(process.cwd(), 'strategies'))
    expect(own.problems).toEqual([])
    const call = failing()
    const strategy = strategyFactory(own)('patient-then-quick', { quickMs: 20 })
    expect(await strategy.run(call)).toBe('attempts-exhausted')
    expect(call.waits.map(({ nominalMs }) => nominalMs)).toEqual([20, 20, 20, 20, 20])
  })
})
