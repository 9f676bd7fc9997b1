/** What injects each fault: one line per fault, under the name of its definition. Loss is drawn by the engine itself. */
import type { FaultName } from '@/lib/core/fault/registry'
import type { Injected } from '@/lib/engine/ports'
import { downDriver } from './down'
import type { FaultDriver } from './fault-driver'
import { leaderTransferDriver } from './leader-transfer'
import { learnerDriver } from './learner'
import { nameFailureDriver } from './name-failure'
import { leaderKillDriver, leaderPauseDriver, memberDownDriver, memberRestartDriver } from './member-faults'
import { packetLossDriver } from './packet-loss'
import { peerCutDriver } from './peer-cut'
import {
  bandwidthDriver,
  latencyDriver,
  limitDataDriver,
  resetPeerDriver,
  slicerDriver,
  slowCloseDriver,
  timeoutDriver,
} from './toxic-driver'

/** Nothing is set in the lab: attempts that are drawn as lost go down their own paths. */
const drawnByTheEngine: FaultDriver = (_, __, acts) => {
  acts()
  const injected: Injected = { confirmed: true, detail: 'drawn for each attempt', problem: null }
  return Promise.resolve({ ...injected, remove: () => Promise.resolve() })
}

const drivers: Record<FaultName, FaultDriver> = {
  loss: drawnByTheEngine,
  latency: latencyDriver,
  bandwidth: bandwidthDriver,
  'slow-close': slowCloseDriver,
  timeout: timeoutDriver,
  'reset-peer': resetPeerDriver,
  slicer: slicerDriver,
  'limit-data': limitDataDriver,
  down: downDriver,
  'leader-transfer': leaderTransferDriver,
  'leader-kill': leaderKillDriver,
  'leader-pause': leaderPauseDriver,
  'member-down': memberDownDriver,
  'member-restart': memberRestartDriver,
  learner: learnerDriver,
  'packet-loss': packetLossDriver,
  'peer-cut': peerCutDriver,
  'name-failure': nameFailureDriver,
}

/** The driver of a fault. @throws when there is none: a bug, since specs are checked before */
export function driverOf(fault: string): FaultDriver {
  const driver = (drivers as Readonly<Record<string, FaultDriver>>)[fault]
  if (!driver) throw new Error(`nothing injects the fault "${fault}"`)
  return driver
}
