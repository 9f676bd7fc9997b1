/** The worker's ports as they are outside tests: the lab of the environment, the engine in a thread. */
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { environment } from '@/lib/config/environment'
import { labConfig } from '@/lib/config/lab-config'
import { openDatabase } from '@/lib/db/database'
import { acquireLab } from '@/lib/lab/acquire-lab'
import type { Log } from './log/log'
import { noTelemetry } from './telemetry/telemetry'
import { ThreadedEngine } from './engine/threaded-engine'
import { ThreadedRecorder } from './recording/threaded-recorder'
import type { WorkerPorts } from './worker-ports'

/**
 * Ports of this process, with a worker id of its own.
 * @throws EnvironmentError when the lab's settings are wrong
 */
export function realPorts(log: Log): WorkerPorts {
  const { databaseFile, bundlesDirectory } = environment()
  const config = labConfig()
  return {
    db: openDatabase(databaseFile),
    workerId: randomUUID(),
    log,
    telemetry: noTelemetry,
    acquireLab: (owner, needs, signal, wanted) => acquireLab(config, owner, needs, signal, wanted),
    startEngine: (lab) =>
      new ThreadedEngine({ lab, log, threadFile: path.join(bundlesDirectory, 'engine-thread.mjs') }),
    startRecorder: () =>
      new ThreadedRecorder({
        ...{ databaseFile, log, threadFile: path.join(bundlesDirectory, 'recorder-thread.mjs') },
      }),
  }
}
