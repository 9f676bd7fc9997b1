/** Workers for tests: in this process with a real or a fake lab, or as processes that can be killed. */
import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterEach } from 'vitest'
import type { AttemptRecord } from '@/lib/core/history/attempt'
import { emptyColumns, pushAttempt } from '@/lib/core/history/attempt-columns'
import type { Database } from '@/lib/db/database'
import type { TrialInput, TrialResult } from '@/lib/engine/trial'
import { acquireLab } from '@/lib/lab/acquire-lab'
import type { Lab, LabFailure } from '@/lib/lab/lab'
import { LOCAL_CAPABILITIES } from '@/lib/lab/lab-capabilities'
import type { Engine } from '@/worker/engine'
import { silentLog } from '@/worker/log'
import { ThreadedEngine } from '@/worker/threaded-engine'
import type { WorkerPorts } from '@/worker/worker-ports'
import { attemptOf } from './db-fixture'
import { labSettings, runningPrograms } from './lab-fixture'

const bundles = path.resolve(import.meta.dirname, '../../dist')
export const engineThreadFile = path.join(bundles, 'engine-thread.mjs')

/** Ports with the real lab and the real engine. */
export function realPorts(db: Database, labsDirectory: string): WorkerPorts {
  const settings = labSettings(labsDirectory)
  return {
    db,
    workerId: 'test-worker',
    log: silentLog,
    acquireLab: (owner, needs, signal, wanted) => acquireLab(settings, owner, needs, signal, wanted),
    startEngine: (lab) => new ThreadedEngine({ lab, log: silentLog, threadFile: engineThreadFile }),
  }
}

/** What the fake engine does in a trial; returns the attempts it made. */
export type FakeTrial = (
  input: TrialInput,
  signal: AbortSignal,
  breakLab: (failure: LabFailure) => void,
) => Promise<AttemptRecord[]> | AttemptRecord[]

/** Ports with a lab and an engine that are only pretended. `labs` counts what was started and what was stopped. */
export function fakePorts(db: Database, trial: FakeTrial = () => [attemptOf(0, 0), attemptOf(0, 1)]) {
  const labs = { started: 0, stopped: 0 }
  let breakLab: (failure: LabFailure) => void = () => undefined
  const lab: Lab = {
    address: { driver: 'local', toxiproxyUrl: 'http://127.0.0.1:1', members: [], namespace: null },
    ...{ etcdVersion: '0', toxiproxyVersion: '0', directory: '/nowhere' },
    ...{ capabilities: LOCAL_CAPABILITIES, programs: null, restartToxiproxy: () => Promise.resolve() },
    underLease: (work) => work(),
    onFailure: (listener) => (breakLab = listener),
    stop: () => {
      labs.stopped += 1
      return Promise.resolve()
    },
  }
  const engine: Engine = {
    async runTrial(input, listener, signal) {
      const attempts = await trial(input, signal, (failure) => breakLab(failure))
      signal.throwIfAborted()
      const columns = emptyColumns(attempts.length)
      for (const attempt of attempts) pushAttempt(columns, attempt)
      listener.attempts(columns)
      return resultOf(input)
    },
    close: () => Promise.resolve(),
  }
  const ports: WorkerPorts = {
    ...{ db, workerId: 'fake-worker', log: silentLog },
    acquireLab: () => {
      labs.started += 1
      return Promise.resolve(lab)
    },
    startEngine: () => engine,
  }
  return { ports, labs }
}

/** Resolves never, but rejects with the signal's reason. */
export function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = () => reject(signal.reason as Error)
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort)
  })
}

function resultOf({ spec, trial }: TrialInput): TrialResult {
  return {
    startedAt: '2026-01-02T03:04:05.678Z',
    windowBeginMs: 1_000 * trial.index + 100,
    operationsEndMs: 1_000 * trial.index + 600,
    ...{ quiesceMs: 200, ledger: [], evidence: [], longestStallMs: 1, faultProblems: [] },
    shed: spec.strategies.map(() => 0),
  }
}

/** Names of all lab programs that run below a folder of labs. */
export function programsBelow(labsDirectory: string): string[] {
  let names: string[]
  try {
    names = readdirSync(labsDirectory)
  } catch {
    return [] // No lab was started.
  }
  return names.flatMap((name) => runningPrograms(path.join(labsDirectory, name)))
}

const children: ChildProcess[] = []
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
})

/** Starts a worker process; resolves when it takes runs. */
export async function startWorker(
  dataDirectory: string,
  variables: Record<string, string> = {},
  log: 'ignore' | 'pipe' = 'ignore',
): Promise<ChildProcess> {
  const child = fork(path.join(bundles, 'worker.mjs'), {
    env: { ...environmentFor(dataDirectory), ...variables },
    stdio: ['ignore', log, 'ignore', 'ipc'],
  })
  children.push(child)
  await once(child, 'message')
  return child
}

export interface CommandResult {
  exitCode: number | null
  stdout: string
  stderr: string
}

/** Starts a command; `result` resolves when it has ended. */
export function startCommand(
  dataDirectory: string,
  args: readonly string[],
  variables: Record<string, string> = {},
): { child: ChildProcess; result: Promise<CommandResult> } {
  const child = spawn(process.execPath, [path.join(bundles, 'cli.mjs'), ...args], {
    env: { ...environmentFor(dataDirectory), ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  const texts = Promise.all(
    [child.stdout, child.stderr].map(async (stream) => (await buffer(stream)).toString()),
  )
  const result = once(child, 'close').then(async () => {
    const [stdout = '', stderr = ''] = await texts
    return { exitCode: child.exitCode, stdout, stderr }
  })
  return { child, result }
}

function environmentFor(dataDirectory: string): NodeJS.ProcessEnv {
  const { etcdBinary, toxiproxyBinary } = labSettings('')
  return {
    ...process.env,
    RETRYSCOPE_DATA_DIR: dataDirectory,
    RETRYSCOPE_ETCD_BIN: etcdBinary,
    RETRYSCOPE_TOXIPROXY_BIN: toxiproxyBinary,
  }
}
