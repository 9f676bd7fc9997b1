/** What working on runs needs from outside; a test gives a fake engine or lab here. */
import type { Capability } from '@/lib/core/fault/fault'
import type { Database } from '@/lib/db/database'
import type { Lab, LabOwner, WantedTarget } from '@/lib/lab/lab'
import type { AttemptStore } from './recording/attempt-store'
import type { Engine } from './engine/engine'
import type { Log } from './log/log'
import type { Telemetry } from './telemetry/telemetry'

export interface WorkerPorts {
  db: Database
  workerId: string
  log: Log
  telemetry: Telemetry
  /** Throws a LabBusyError while somebody else has the lab. */
  acquireLab(
    owner: LabOwner,
    needs: ReadonlySet<Capability>,
    signal: AbortSignal,
    wanted: WantedTarget,
  ): Promise<Lab>
  startEngine(lab: Pick<Lab, 'address' | 'programs'>): Engine
  /** Stores the attempts of one run; closed at its end. */
  startRecorder(): AttemptStore
}
