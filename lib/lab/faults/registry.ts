/** What injects each fault: one line per fault, under the name of its definition. Loss is drawn by the engine itself. */
import type { FaultName } from '@/lib/core/fault/registry'
import type { Injected } from '@/lib/engine/ports'
import type { FaultDriver } from './fault-driver'
import { latencyDriver } from './latency'
import { leaderTransferDriver } from './leader-transfer'
import { learnerDriver } from './learner'
import { nameFailureDriver } from './name-failure'
import { leaderKillDriver, leaderPauseDriver, memberDownDriver, memberRestartDriver } from './member-faults'

/** Nothing is set in the lab: attempts that are drawn as lost go down their own paths. */
const drawnByTheEngine: FaultDriver = (_, __, acts) => {
  acts()
  const injected: Injected = { confirmed: true, detail: 'drawn for each attempt', problem: null }
  return Promise.resolve({ ...injected, remove: () => Promise.resolve() })
}

const drivers: Partial<Record<FaultName, FaultDriver>> = {
  loss: drawnByTheEngine,
  latency: latencyDriver,
  'leader-transfer': leaderTransferDriver,
  'leader-kill': leaderKillDriver,
  'leader-pause': leaderPauseDriver,
  'member-down': memberDownDriver,
  'member-restart': memberRestartDriver,
  learner: learnerDriver,
  'name-failure': nameFailureDriver,
}

/** The driver of a fault. @throws when there is none: a bug, since specs are checked before */
export function driverOf(fault: string): FaultDriver {
  const driver = (drivers as Readonly<Record<string, FaultDriver>>)[fault]
  if (!driver) throw new Error(`nothing injects the fault "${fault}"`)
  return driver
}
