/** Every fault a spec can name: one line per fault. */
import type { FaultDefinition } from './fault'
import { bandwidth } from './faults/bandwidth'
import { down } from './faults/down'
import { latency } from './faults/latency'
import { leaderKill } from './faults/leader-kill'
import { leaderPause } from './faults/leader-pause'
import { leaderTransfer } from './faults/leader-transfer'
import { learner } from './faults/learner'
import { limitData } from './faults/limit-data'
import { loss } from './faults/loss'
import { memberDown } from './faults/member-down'
import { memberRestart } from './faults/member-restart'
import { nameFailure } from './faults/name-failure'
import { packetLoss } from './faults/packet-loss'
import { peerCut } from './faults/peer-cut'
import { resetPeer } from './faults/reset-peer'
import { slicer } from './faults/slicer'
import { slowClose } from './faults/slow-close'
import { timeout } from './faults/timeout'

export const faults = {
  loss,
  'packet-loss': packetLoss,
  latency,
  bandwidth,
  'slow-close': slowClose,
  timeout,
  'reset-peer': resetPeer,
  slicer,
  'limit-data': limitData,
  down,
  'leader-transfer': leaderTransfer,
  'leader-kill': leaderKill,
  'leader-pause': leaderPause,
  'member-down': memberDown,
  'member-restart': memberRestart,
  learner,
  'peer-cut': peerCut,
  'name-failure': nameFailure,
} as const satisfies Readonly<Record<string, FaultDefinition>>

export type FaultName = keyof typeof faults

/** All of them, each under one type: its params are what its own schema makes of them. */
export const allFaults: readonly FaultDefinition[] = Object.values(faults as Record<string, FaultDefinition>)

/** The fault of that name, or undefined. */
export function findFault(name: string): FaultDefinition | undefined {
  // One type for all: each definition takes only its own params, which its schema has checked.
  return (faults as Readonly<Record<string, FaultDefinition>>)[name]
}

/** Whether a fault happens once and has no length; false for names nobody knows. */
export function isMomentary(name: string): boolean {
  return findFault(name)?.span === 'momentary'
}

/** What a checked step says of itself, and what kind of fault it is. @throws when its fault is not registered: a bug */
export function faultOf(step: { fault: string }): FaultDefinition {
  const found = findFault(step.fault)
  if (!found) throw new Error(`there is no fault "${step.fault}"`)
  return found
}
