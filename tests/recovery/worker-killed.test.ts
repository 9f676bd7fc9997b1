/**
 * What is left when something is killed with SIGKILL in the middle of a run: the worker in each phase of a trial, on a lab of
 * its own and on somebody else's cluster; Toxiproxy; one member. Nothing may be left after ten seconds, and the run goes on.
 */
import BetterSqlite3 from 'better-sqlite3'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import type { ExperimentSpecInput } from '@/lib/core/experiment/spec'
import type { TrialPhase } from '@/lib/core/summary/report'
import { createRun } from '@/lib/db/create-run'
import type { Database } from '@/lib/db/database'
import { readAttempts } from '@/lib/db/read-attempts'
import { readRunState } from '@/lib/db/read-run-state'
import { readWorkerStatus } from '@/lib/db/worker-registry'
import { isLeader, LeaderControl } from '@/lib/lab/etcd/leader'
import { isRunning } from '@/lib/lab/process/process-identity'
import { readLabFile } from '@/lib/lab/process/lab-file'
import { labDirectories } from '@/lib/lab/process/sweep'
import { ToxiproxyControl } from '@/lib/lab/toxiproxy/toxiproxy-control'
import { freshDatabase, specOf } from '../fixtures/db-fixture'
import { pidOf, until, withLab } from '../fixtures/lab-fixture'
import { portsForLater } from '../fixtures/ports-for-later'
import { programsBelow, startWorker } from '../fixtures/worker-fixture'

const TIMEOUT_MS = 180_000
/** A fault's lease is five seconds. */
const LIMIT_MS = 10_000
/**
 * Where workers are killed: trial and phase. The first trial has no faults, is finished and must stay as it is. The second has
 * loss, latency and a leader switch, so that it waits long before its quiet; the third has loss and latency. `drain` is left
 * out: it may be over before anybody can act, and nothing is set or taken away in it that is not in `window`.
 */
const KILLS: readonly (readonly [number, TrialPhase])[] = [
  [1, 'set-up'],
  [1, 'inject'],
  [1, 'window'],
  [1, 'heal'],
  [1, 'quiesce'],
  [2, 'clean-up'],
  [2, 'record'],
]
const DISTURBED = { lossPercent: 10, latencyMs: 20, jitterMs: 5 }
const POINTS = [{}, { ...DISTURBED, leaderSwitchesPerMinute: 60 }, DISTURBED]

const spec = (points: NonNullable<ExperimentSpecInput['matrix']>['points']) =>
  specOf({
    workload: { load: { mode: 'closed', concurrency: 4 } },
    attemptTimeoutMs: 200,
    matrix: { points },
    trialDurationMs: 1_000,
  })

/** The phases as the worker enters them, by its own log. */
function phasesOf(worker: ChildProcess) {
  const phases: string[] = []
  const lines: string[] = []
  if (!worker.stdout) throw new Error('the log of this worker is not read')
  createInterface({ input: worker.stdout }).on('line', (line) => {
    lines.push(line)
    const { msg, trial, phase } = JSON.parse(line) as { msg: string; trial: number; phase: TrialPhase }
    if (msg === 'trial phase') phases.push(`${trial} ${phase}`)
  })
  const entered = async (trial: number, phase: TrialPhase) => {
    await until(
      () => phases.includes(`${trial} ${phase}`) || lines.some((line) => line.includes('run ended')),
    )
    if (!phases.includes(`${trial} ${phase}`))
      throw new Error(`the run has ended before:\n${lines.join('\n')}`)
  }
  return { phases, entered }
}

/** Returns when the worker was killed, on this process's clock. */
async function killIn(trial: number, phase: TrialPhase, worker: ChildProcess, db: Database): Promise<number> {
  const { phases, entered } = phasesOf(worker)
  // A trial is stored at once: its last phase lasts while somebody else has the database locked.
  const other = new BetterSqlite3(db.file, { timeout: 10_000 })
  if (phase === 'record') {
    await entered(trial, 'clean-up')
    other.exec('BEGIN IMMEDIATE')
  }
  await entered(trial, phase)
  worker.kill('SIGKILL')
  const killedAt = performance.now()
  await once(worker, 'exit')
  other.close()
  expect(phases.at(-1)).toBe(`${trial} ${phase}`)
  return killedAt
}

/** Kills one worker after the other, each in another phase and each in a trial of its own; the last one finishes the run. */
async function killInEachPhase(
  variables: Record<string, string>,
  isClear: (labs: string) => boolean | Promise<boolean>,
): Promise<{ db: Database; runId: string; labs: string }> {
  const db = await freshDatabase()
  const dataDirectory = path.dirname(db.file)
  const labs = path.join(dataDirectory, 'labs')
  const { id } = await createRun({ spec: spec(POINTS) }, db)
  const start = () => startWorker(dataDirectory, { ...variables, RETRYSCOPE_LOG_LEVEL: 'debug' }, 'pipe')
  for (const [trial, phase] of KILLS) {
    const killedAt = await killIn(trial, phase, await start(), db)
    await until(() => isClear(labs))
    const tookMs = performance.now() - killedAt
    process.stdout.write(`killed in ${phase}: nothing left after ${Math.round(tookMs)} ms\n`)
    expect(tookMs).toBeLessThan(LIMIT_MS)
    // Its run is free when it has not been heard of for five seconds: not waited for here.
    await db.prisma.run.update({ where: { id }, data: { heartbeatAt: new Date(0) }, select: { id: true } })
  }
  const last = await start()
  await until(async () => (await readRunState(id, db))?.status === 'completed')
  const trials = await db.prisma.trial.findMany({ where: { runId: id }, orderBy: { index: 'asc' } })
  // Finished by the first worker, by the sixth (the five before it were killed in it), and by the last.
  expect(trials.map(({ epoch }) => epoch)).toEqual([1, 6, 8])
  last.kill('SIGTERM')
  expect(await once(last, 'exit')).toEqual([0, null])
  expect((await readWorkerStatus(db)).alive).toBe(false)
  return { db, runId: id, labs }
}

/** Each trial stands once, with each of its attempts once and none of a killed worker's. */
async function expectWhole(db: Database, runId: string): Promise<void> {
  const trials = await db.prisma.trial.findMany({ where: { runId }, orderBy: { index: 'asc' } })
  const { totalTrials } = await db.prisma.run.findUniqueOrThrow({ where: { id: runId } })
  expect(trials.map(({ index }) => index)).toEqual([...Array(totalTrials).keys()])
  const batches = await db.prisma.attemptBatch.findMany({ where: { runId }, omit: { data: true } })
  for (const { index, epoch, attempts } of trials) {
    const own = batches.filter(({ trialIndex }) => trialIndex === index)
    expect(own.every((batch) => batch.epoch === epoch)).toBe(true)
    expect(own.reduce((rows, batch) => rows + batch.rows, 0)).toBe(attempts)
    const page = await readAttempts(runId, index, { offset: 0, limit: 100_000 }, db)
    const distinct = new Set(
      page?.attempts.map(({ arm, operation, attempt }) => `${arm} ${operation} ${attempt}`),
    )
    expect(distinct.size).toBe(attempts)
  }
  expect(await db.prisma.openFault.count()).toBe(0)
}

test(
  'a worker killed in each phase leaves no process, and the run finishes',
  async () => {
    const { db, runId, labs } = await killInEachPhase(
      {},
      (directory) => programsBelow(directory).length === 0,
    )
    await expectWhole(db, runId)
    expect(programsBelow(labs)).toEqual([])
  },
  TIMEOUT_MS,
)

const somebodys = withLab()

test(
  'a worker killed in each phase leaves somebody’s cluster without a toxic and with a leader',
  async () => {
    const { toxiproxyUrl, members } = somebodys.lab.address
    const toxiproxy = new ToxiproxyControl(toxiproxyUrl)
    const control = new LeaderControl(somebodys.lab.address)
    // As its owner has it: without proxies of ours.
    for (const { proxyName } of members) await toxiproxy.removeProxy(proxyName)
    const isClear = async () =>
      (await toxiproxy.proxies()).size === 0 && (await control.states()).some(isLeader)
    const variables = {
      RETRYSCOPE_LAB: 'external',
      RETRYSCOPE_TOXIPROXY_URL: toxiproxyUrl,
      RETRYSCOPE_ETCD_MEMBERS: members.map(({ name, directAddress }) => `${name}=${directAddress}`).join(','),
      RETRYSCOPE_PROXY_PORTS: (await portsForLater(members.length)).join(','),
      RETRYSCOPE_ALLOW: 'leader-transfer',
    }
    const { db, runId } = await killInEachPhase(variables, isClear)
    await expectWhole(db, runId)
    expect(await isClear()).toBe(true)
    control.close()
  },
  TIMEOUT_MS,
)

test.each(['toxiproxy', 'etcd-m2'])('the run goes on, on another lab, when %s is killed', async (program) => {
  const db = await freshDatabase()
  const dataDirectory = path.dirname(db.file)
  const labs = path.join(dataDirectory, 'labs')
  const { id } = await createRun({ spec: spec([DISTURBED, {}]) }, db)
  const worker = await startWorker(dataDirectory, { RETRYSCOPE_LOG_LEVEL: 'debug' }, 'pipe')
  await phasesOf(worker).entered(0, 'window')
  const [first = ''] = labDirectories(labs)
  const file = readLabFile(first)
  const processes = [file?.watchdog, ...(file?.programs ?? []).map(({ process }) => process)]
  process.kill(pidOf(first, program), 'SIGKILL')
  const killedAt = performance.now()
  await until(() => !processes.some((identity) => identity && isRunning(identity)))
  const tookMs = performance.now() - killedAt
  process.stdout.write(`${program} killed: its lab is gone after ${Math.round(tookMs)} ms\n`)
  expect(tookMs).toBeLessThan(LIMIT_MS)
  await until(async () => (await readRunState(id, db))?.status === 'completed')
  expect(labDirectories(labs)).toHaveLength(2)
  worker.kill('SIGTERM')
  await once(worker, 'exit')
  await expectWhole(db, id)
  expect(programsBelow(labs)).toEqual([])
})
