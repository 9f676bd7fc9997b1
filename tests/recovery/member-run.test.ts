import { once } from 'node:events'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createRun } from '@/lib/db/create-run'
import { readRunReport } from '@/lib/db/read-run-report'
import { readRunState } from '@/lib/db/read-run-state'
import { isRunning, isStopped } from '@/lib/lab/process/process-identity'
import { readLabFile } from '@/lib/lab/process/lab-file'
import { labDirectories } from '@/lib/lab/process/sweep'
import { workOnce } from '@/worker/work-once'
import { freshDatabase, specOf, temporaryFolder } from '../fixtures/db-fixture'
import { until } from '../fixtures/lab-fixture'
import { programsBelow, realPorts, startWorker } from '../fixtures/worker-fixture'

const never = new AbortController().signal
const load = { mode: 'closed', concurrency: 2 } as const

test('a run that kills, pauses and restarts members from the engine’s thread, and takes names away', async () => {
  const db = await freshDatabase()
  const labs = path.join(temporaryFolder(), 'labs')
  const spec = specOf({
    workload: { load },
    attemptTimeoutMs: 500,
    matrix: {},
    trialDurationMs: 6_000,
    scenario: [
      { fault: 'name-failure', atMs: 200, forMs: 1_000, params: { on: 'member-1' } },
      { fault: 'leader-kill', atMs: 300, forMs: 1_500 },
      { fault: 'member-restart', atMs: 3_000, params: { on: 'member-2' } },
      { fault: 'leader-pause', atMs: 4_500 },
    ],
  })
  const { id } = await createRun({ spec }, db)
  expect(await workOnce(realPorts(db, labs), { shutdown: never })).toEqual({ kind: 'completed', runId: id })
  const report = await readRunReport(id, db)
  for (const { ledger } of report?.trials ?? []) {
    expect(ledger.map(({ fault, state, confirmed, problem }) => [fault, state, confirmed, problem])).toEqual([
      ['name-failure', 'removed', true, null],
      ['leader-kill', 'removed', true, null],
      ['member-restart', 'done', true, null],
      ['leader-pause', 'removed', true, null],
    ])
    // The signal leaves when it is due, and not before.
    for (const { actsMs, plannedStartMs } of ledger) expect(actsMs).toBeGreaterThanOrEqual(plannedStartMs)
  }
  expect(programsBelow(labs)).toEqual([])
})

test('a worker that is killed while members are stopped and down leaves no process behind', async () => {
  const db = await freshDatabase()
  const dataDirectory = path.dirname(db.file)
  const labs = path.join(dataDirectory, 'labs')
  const scenario = [
    { fault: 'leader-pause', atMs: 0 },
    // When the others have chosen another leader.
    { fault: 'member-down', atMs: 4_000, params: { on: 'follower' } },
  ]
  const spec = specOf({ workload: { load }, attemptTimeoutMs: 300, trialDurationMs: 60_000, scenario })
  const { id } = await createRun({ spec }, db)
  const worker = await startWorker(dataDirectory)
  const programs = () => labDirectories(labs).flatMap((lab) => readLabFile(lab)?.programs ?? [])
  const isDisturbed = () =>
    programs().some(({ process }) => process && isStopped(process)) &&
    programs().some(({ process }) => process === null)
  await until(async () => (await readRunState(id, db))?.status === 'running' && isDisturbed())
  const processes = programs().flatMap(({ process }) => process ?? [])
  expect(processes).toHaveLength(3)
  worker.kill('SIGKILL')
  await once(worker, 'exit')
  await until(() => !processes.some(isRunning))
  await until(() => programsBelow(labs).length === 0)
})

test('a run that is cancelled while the leader is paused ends, and leaves nothing', async () => {
  const db = await freshDatabase()
  const labs = path.join(temporaryFolder(), 'labs')
  const spec = specOf({
    workload: { load },
    trialDurationMs: 600_000,
    scenario: [{ fault: 'leader-pause', atMs: 0 }],
  })
  const { id } = await createRun({ spec }, db)
  const stop = new AbortController()
  const cycle = workOnce(realPorts(db, labs), { shutdown: stop.signal })
  await until(async () => (await readRunState(id, db))?.progress?.trial?.phase === 'window')
  stop.abort()
  expect(await cycle).toEqual({ kind: 'released', runId: id })
  expect(programsBelow(labs)).toEqual([])
})
