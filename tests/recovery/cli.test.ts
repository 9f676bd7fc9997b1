import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { RunReport } from '@/lib/core/summary/report'
import { createRun } from '@/lib/db/create-run'
import type { Database } from '@/lib/db/database'
import { listRuns } from '@/lib/db/list-runs'
import { readRunState } from '@/lib/db/read-run-state'
import { requestCancel } from '@/lib/db/request-cancel'
import { registerWorker } from '@/lib/db/worker-registry'
import { workOnce } from '@/worker/work-once'
import { freshDatabase, specOf, temporaryFolder } from '../fixtures/db-fixture'
import { until } from '../fixtures/lab-fixture'
import { fakePorts, programsBelow, startCommand, type CommandResult } from '../fixtures/worker-fixture'

const SPEC = `
name: From the command line
workload: { load: { mode: closed, concurrency: 2 } }
strategies: [{ use: no-retry }, { use: constant, label: constant }]
trialDurationMs: 700
`

test('a run passes: table, report file, exit code 0', async () => {
  const { db, folder, spec } = await workplace(`${SPEC}thresholds: ['successRate >= 0.5']`)
  const json = path.join(folder, 'report.json')
  const { exitCode, stdout, stderr } = await run(folder, ['run', spec, '--json', json, '--seed', '7'])
  expect(exitCode, stderr).toBe(0)
  expect(stdout).toMatch(/Strategy +Operations +Success +Requests\/operation +P99 latency +Verdict/)
  expect(stdout).toMatch(/no-retry +\d+ +\S+ % \[.*pass/)
  expect(stdout).toMatch(/verdict: pass\. Seed 7\./)
  expect(stderr).toMatch(/trial 1 of 1/)
  const report = JSON.parse(readFileSync(json, 'utf8')) as RunReport
  expect(report).toMatchObject({ status: 'completed', verdict: 'pass', seed: 7 })
  expect(await listRuns({ limit: 5 }, db)).toMatchObject([{ id: report.id, status: 'completed' }])
  expect(programsBelow(path.join(folder, 'labs'))).toEqual([])
})

test('a missed threshold is exit code 1, told with what was measured', async () => {
  const { db, folder, spec } = await workplace(`${SPEC}thresholds: ['amplification <= 0.5']`)
  await pretendService(db)
  const following = startCommand(folder, ['run', spec])
  await workInstead(db)
  const { exitCode, stdout } = await following.result
  expect(exitCode).toBe(1)
  expect(stdout).toMatch(/amplification <= 0\.5 (failed|is inconclusive), /)
})

test('with a live worker the command only follows', async () => {
  const { db, folder, spec } = await workplace(SPEC)
  await pretendService(db)
  const following = startCommand(folder, ['run', spec])
  await workInstead(db)
  const { exitCode, stdout } = await following.result
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/Run #1 completed\./)
})

test('a cancelled run is taken up again by its number; one that is complete is not', async () => {
  const { db, folder } = await workplace(SPEC)
  const { id } = await createRun({ spec: specOf({ seed: 3 }) }, db)
  await requestCancel(id, db)
  await pretendService(db)
  const following = startCommand(folder, ['resume', '#1'])
  await workInstead(db)
  const { exitCode, stdout, stderr } = await following.result
  expect(exitCode, stderr).toBe(0)
  expect(stderr).toContain('Run #1, test: 3 of 3 trials to do')
  expect(stdout).toMatch(/Run #1 completed\. Seed 3\./)
  const again = await startCommand(folder, ['resume', '1']).result
  expect([again.exitCode, again.stderr]).toEqual([
    2,
    expect.stringContaining('all trials of this run are done'),
  ])
})

test('a run is compared with a baseline, and told to a CI as JUnit XML', async () => {
  const { db, folder, spec } = await workplace(`${SPEC}thresholds: ['successRate >= 0.01']`)
  await pretendService(db)
  const first = startCommand(folder, ['run', spec])
  await workInstead(db)
  expect((await first.result).exitCode).toBe(0)
  const junit = path.join(folder, 'junit.xml')
  const second = startCommand(folder, ['run', spec, '--baseline', '1', '--junit', junit])
  await workInstead(db)
  const { exitCode, stdout, stderr } = await second.result
  // Without a retry amplification is 1 for certain: that much was shown.
  expect(exitCode, stderr).toBe(0)
  expect(stdout).toMatch(
    /Against run #1, From the command line:\n(?: {2}!.*\n)*no-retry: successRate 1 → 1, difference 0 \[.*inconclusive/,
  )
  expect(readFileSync(junit, 'utf8')).toContain(
    '<testcase classname="constant" name="successRate &gt;= 0.01"/>',
  )

  const missing = await startCommand(folder, ['run', spec, '--baseline', '99']).result
  expect([missing.exitCode, missing.stderr]).toEqual([2, expect.stringContaining('there is no such run')])
})

test('Ctrl-C cancels the run: exit code 130, no lab left', async () => {
  const { db, folder, spec } = await workplace(SPEC.replace('700', '600000'))
  const { child, result } = startCommand(folder, ['run', spec])
  await until(async () => {
    const [item] = await listRuns({ limit: 1 }, db)
    return item !== undefined && (await readRunState(item.id, db))?.progress?.trial?.phase === 'window'
  })
  child.kill('SIGINT')
  const { exitCode, stdout } = await result
  expect(exitCode).toBe(130)
  expect(stdout).toMatch(/Run #1 cancelled/)
  expect(stdout).toContain('retryscope resume 1')
  expect(await listRuns({ limit: 1 }, db)).toMatchObject([{ status: 'cancelled' }])
  expect(programsBelow(path.join(folder, 'labs'))).toEqual([])
})

test('a lab that cannot be started is exit code 3', async () => {
  const { db, folder, spec } = await workplace(SPEC)
  const nowhere = { RETRYSCOPE_ETCD_BIN: '/nowhere/etcd' }
  const { exitCode, stdout, stderr } = await run(folder, ['run', spec], nowhere)
  expect(exitCode, stderr).toBe(3)
  expect(stdout).toMatch(/\/nowhere\/etcd/)
  expect(await listRuns({ limit: 1 }, db)).toMatchObject([{ status: 'failed' }])
})

test.each([
  ['broken YAML', 'name: [', /line \d+, column \d+: /],
  [
    'an unknown strategy',
    'name: a\nstrategies: [{ use: magic }]',
    /strategies\.0\.use: unknown strategy "magic"/,
  ],
  ['a negative duration', `${SPEC}repetitions: 2\n`.replace('700', '-700'), /trialDurationMs: /],
  [
    'a matrix of a thousand million trials',
    `${SPEC}repetitions: 1000\nmatrix: { latencyMs: { from: 1, to: 1000, step: 1 }, jitterMs: { from: 1, to: 1000, step: 1 } }\n`,
    /matrix: this makes 1000000000 trials/,
  ],
  ['an unknown key', `${SPEC}surprise: 1\n`, /surprise/],
])('%s is exit code 2, one problem per line, and nothing is stored', async (_, text, expected) => {
  const { db, folder, spec } = await workplace(text)
  const { exitCode, stdout, stderr } = await run(folder, ['run', spec])
  expect(exitCode).toBe(2)
  expect(stderr).toMatch(expected)
  expect(stdout).toBe('')
  expect(await listRuns({ limit: 1 }, db)).toEqual([])
})

test('bad usage is exit code 2', async () => {
  const { folder, spec } = await workplace(SPEC)
  const asked = [
    ['run'],
    ['run', path.join(folder, 'none.yaml')],
    ['run', spec, '--seed', '-1'],
    ['run', spec, '--seed', '4294967296'],
    ['run', spec, '--json', path.join(folder, 'none', 'report.json')],
    ['dance'],
  ]
  const answers = await Promise.all(asked.map(async (args) => ({ args, ...(await run(folder, args)) })))
  for (const { args, exitCode, stderr } of answers) {
    expect([args, exitCode]).toEqual([args, 2])
    expect(stderr).not.toBe('')
  }
  expect((await run(folder, ['--help'])).exitCode).toBe(0)
})

test('a database that is not there is told without a stack trace; --verbose adds the cause', async () => {
  const folder = temporaryFolder()
  const spec = path.join(folder, 'spec.yaml')
  writeFileSync(spec, SPEC)
  const quiet = await run(folder, ['run', spec])
  expect(quiet.exitCode).toBe(3)
  expect(quiet.stderr).toMatch(/is not there or cannot be opened/)
  const verbose = await startCommand(folder, ['run', spec, '--verbose']).result
  expect(verbose.stderr).toMatch(/caused by .*unable to open database file/s)
})

test('the demo is queued once', async () => {
  const { db, folder } = await workplace('')
  expect((await run(folder, ['demo', '--queue-if-first'])).stdout).toMatch(
    /Queued the demo experiment as run #1/,
  )
  expect(await run(folder, ['demo', '--queue-if-first'])).toEqual({ exitCode: 0, stdout: '', stderr: '' })
  expect(await listRuns({ limit: 5 }, db)).toMatchObject([{ status: 'queued', totalTrials: 4 }])
})

test('lab status says that none stands', async () => {
  const { folder } = await workplace('')
  expect(await run(folder, ['lab', 'status'])).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/No lab stands/) as string,
  })
  expect((await run(folder, ['lab', 'status', '--help'])).stdout).toMatch(
    /Exit codes: 0 .*none stands.*3 .*not healthy/s,
  )
  expect(await run(folder, ['lab', 'down'])).toMatchObject({ exitCode: 0, stdout: 'No lab stood.\n' })
})

async function workplace(text: string): Promise<{ db: Database; folder: string; spec: string }> {
  const db = await freshDatabase()
  const folder = path.dirname(db.file)
  const spec = path.join(folder, 'spec.yaml')
  writeFileSync(spec, text)
  return { db, folder, spec }
}

/** Runs a command to its end; a stack trace on screen is a failure whatever the test is about. */
async function run(
  folder: string,
  args: readonly string[],
  variables: Record<string, string> = {},
): Promise<CommandResult> {
  const result = await startCommand(folder, args, variables).result
  expect(result.stdout + result.stderr).not.toMatch(/^\s+at /m)
  return result
}

/** A service that never goes silent, however slow the machine is. */
async function pretendService(db: Database): Promise<void> {
  await registerWorker({ id: 'service', pid: 1, host: 'here', kind: 'service' }, db)
  await db.prisma.worker.updateMany({ data: { heartbeatAt: new Date(Date.now() + 3_600_000) } })
}

/** Works on the command's run, on a pretended lab, as soon as it is queued. */
async function workInstead(db: Database): Promise<void> {
  const { ports } = fakePorts(db)
  await until(async () => {
    const cycle = await workOnce(ports, { shutdown: new AbortController().signal })
    return cycle.kind !== 'nothing-to-do'
  })
}
