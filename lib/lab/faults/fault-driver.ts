/** How a kind of fault gets into a lab and out of it again. */
import type { FaultStep } from '@/lib/core/fault/fault'
import type { Injected } from '@/lib/engine/ports'
import type { ClusterControl } from '../etcd/cluster-control'
import type { LeaderControl } from '../etcd/leader'
import type { LabAddress, ProgramControl } from '../lab'
import type { ToxiproxyControl } from '../toxiproxy/toxiproxy-control'

/** What drivers may use of a lab. */
export interface LabAccess {
  address: LabAddress
  toxiproxy: ToxiproxyControl
  leader: LeaderControl
  cluster: ClusterControl
  /** Null where the lab's programs are not ours to start and end. */
  programs: ProgramControl | null
}

/**
 * Injects the fault of a step; what it returns takes the fault away again.
 * @param acts to be called when it begins to act: when the request leaves
 */
export type FaultDriver = (step: FaultStep, access: LabAccess, acts: () => void) => Promise<Injected>
