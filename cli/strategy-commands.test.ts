import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Command } from 'commander'
import { CommandError } from './exit-code'
import { addStrategyCommands } from './strategy-commands'
import { readStrategy } from './strategy-params'

let stdout = ''
let stderr = ''

beforeEach(() => {
  stdout = ''
  stderr = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((stdout += String(text)), true))
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((stderr += String(text)), true))
})

afterEach(() => {
  vi.restoreAllMocks()
})

async function run(...args: string[]): Promise<number> {
  let exitCode = -1
  const program = new Command('retryscope').exitOverride()
  addStrategyCommands(program, (code) => (exitCode = code))
  await program.parseAsync(args, { from: 'user' })
  return exitCode
}

test('strategies are listed with name, title and group', async () => {
  expect(await run('strategies')).toBe(0)
  expect(stdout).toMatch(/^Name +Title +Group\n/)
  expect(stdout).toMatch(/^exponential +Exponential with jitter +backoff$/m)
})

test('a schedule is a table', async () => {
  const params = ['--param', 'delayMs=10', '--param', 'maxAttempts=3']
  expect(await run('schedule', 'constant', ...params)).toBe(0)
  expect(stdout).toContain('delayMs=10 maxAttempts=3')
  expect(stdout).toMatch(/^ +3 +10 +10 +10 +10 +20 +20$/m)
  expect(stdout).toContain('The drawn sequence ends with attempt 3: attempts-exhausted.')
})

test('a schedule is JSON with the parameters and the seed it was drawn with', async () => {
  expect(await run('schedule', 'exponential', '--attempts', '3', '--seed', '9', '--json')).toBe(0)
  const schedule = JSON.parse(stdout) as { params: object; attempts: object[] }
  expect(schedule).toMatchObject({ strategy: 'exponential', seed: 9, params: { factor: 2 } })
  expect(schedule.attempts).toHaveLength(3)
  expect(schedule.attempts[2]).toMatchObject({ attempt: 3, nominalMs: 100, minMs: 0, maxMs: 100 })
})

test('a schedule says which attempt is refused', async () => {
  await run('schedule', 'breaker', '--param', 'consecutiveFailures=1', '--param', 'whenOpen=end')
  expect(stdout).toContain('Attempt 3 is refused: The strategy’s circuit breaker')
})

test.each([
  ['cockatiel', /in a run it follows none/],
  ['p-retry', null],
  ['async-retry', /in a run it follows none/],
  ['exponential-backoff', null],
  ['opossum', null],
  ['grpc-js', /needs a server: this is drawn from its documented law/],
  ['etcd3', /needs a server/],
  ['patient-then-quick', null],
])('a schedule of %s has a drawn sequence, and says how it was drawn', async (name, note) => {
  expect(await run('schedule', name, '--json', '--attempts', '4')).toBe(0)
  const schedule = JSON.parse(stdout) as { attempts: { drawnMs: number | null }[]; note: string | null }
  const drawn = schedule.attempts.map(({ drawnMs }) => drawnMs)
  expect(drawn.length).toBeGreaterThan(name === 'opossum' ? 0 : 3)
  expect(drawn).not.toContain(null)
  if (note) expect(schedule.note).toMatch(note)
  else expect(schedule.note).toBeNull()
  stdout = ''
  await run('schedule', name)
  expect(stdout).toMatch(/^The drawn sequence (ends with|goes on after) attempt/m)
  if (note) expect(stdout).toMatch(note)
})

test('an export prints the settings alone on stdout, and what they cannot say on stderr', async () => {
  expect(await run('export', 'exponential', '--to', 'grpc', '--param', 'jitter=none')).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ methodConfig: [{ retryPolicy: { maxAttempts: 5 } }] })
  expect(stderr).toMatch(/^\nNot expressed:\n- Jitter: gRPC draws/)
})

test.each([
  [['schedule', 'magic'], /^There is no strategy "magic"\. There are: no-retry, constant/],
  [['schedule', 'constant', '--param', 'delay=1'], /constant has no parameter "delay"\. It has delayMs, max/],
  [['schedule', 'no-retry', '--param', 'delay=1'], /It has none\./],
  [['schedule', 'constant', '--param', 'delayMs'], /write it as name=value/],
  [['schedule', 'constant', '--param', 'delayMs=soon'], /delayMs: must be a number/],
  [['schedule', 'constant', '--param', 'delayMs=-1'], /delayMs: must be at least 0/],
  [['schedule', 'exponential', '--param', 'jitter=some'], /jitter: must be one of none, full, equal/],
  [['schedule', 'exponential', '--param', 'maxDelayMs=1'], /the cap must not be below the initial delay/],
  [['schedule', 'constant', '--attempts', '0'], /--attempts 0: must be a whole number from 1 to 100/],
  [['schedule', 'constant', '--seed', '1.5'], /--seed 1\.5: must be a whole number/],
  [['export', 'constant', '--to', 'abacus'], /^There is no target "abacus"\. There are: grpc, envoy/],
])('%j is refused in one sentence', async (args, expected) => {
  const error = await run(...args).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(CommandError)
  expect(error).toMatchObject({ exitCode: 2, message: expect.stringMatching(expected) as string })
  expect(stdout).toBe('')
})

test('text and switches are read by their types', () => {
  expect(readStrategy('breaker', ['whenOpen=end', 'openMs=1e3']).params).toMatchObject({
    whenOpen: 'end',
    openMs: 1000,
  })
})
