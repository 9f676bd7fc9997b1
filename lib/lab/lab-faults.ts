/** From a lab's address to the engine's ports. Both work in any thread: an address is plain JSON. */
import type { FaultInjector, Target } from '@/lib/engine/ports'
import { createEtcdTarget } from './etcd/etcd-target'
import { ClusterControl } from './etcd/cluster-control'
import { LeaderControl } from './etcd/leader'
import type { LabAccess } from './faults/fault-driver'
import { healMembers } from './faults/heal-members'
import { driverOf } from './faults/registry'
import type { LabAddress, ProgramControl } from './lab'
import { healClientLinks } from './toxiproxy/client-link'
import { ToxiproxyControl } from './toxiproxy/toxiproxy-control'

/**
 * Injects faults into the lab at this address. `close` ends its connections; it heals nothing.
 * @param programs null where the lab's programs are not ours to start and end
 */
export function createFaultInjector(
  address: LabAddress,
  programs: ProgramControl | null = null,
): FaultInjector & { close(): void } {
  const toxiproxy = new ToxiproxyControl(address.toxiproxyUrl)
  const leader = new LeaderControl(address.members)
  const cluster = new ClusterControl(address)
  const access: LabAccess = { address, toxiproxy, leader, programs, cluster }
  return {
    inject: (step, acts) => driverOf(step.fault)(step, access, acts),
    async heal() {
      // Links first: they are quick, and what remains of the fault is then only what the members themselves need.
      await healClientLinks(toxiproxy, address.members)
      await healMembers(access)
    },
    close: () => leader.close(),
  }
}

/** The lab's etcd as the target of an experiment. `close` ends its own connections, not the clients it opened. */
export function createTarget(address: LabAddress): Target & { close(): void } {
  return createEtcdTarget(address)
}
