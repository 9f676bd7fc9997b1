/** From a lab's address to the engine's ports. Both work in any thread: an address is plain JSON. */
import type { FaultInjector, Target } from '@/lib/engine/ports'
import { createEtcdTarget } from './etcd/etcd-target'
import { LeaderControl } from './etcd/leader'
import type { LabAccess } from './faults/fault-driver'
import { driverOf } from './faults/registry'
import type { LabAddress } from './lab'
import { clearPacketFaults } from './namespace/packet-rules'
import { healClientLinks } from './toxiproxy/client-links'
import { ToxiproxyControl } from './toxiproxy/toxiproxy-control'

/** Injects faults into the lab at this address. `close` ends its connections; it heals nothing. */
export function createFaultInjector(address: LabAddress): FaultInjector & { close(): void } {
  const toxiproxy = new ToxiproxyControl(address.toxiproxyUrl)
  const leader = new LeaderControl(address.members)
  const access: LabAccess = { address, toxiproxy, leader }
  return {
    inject: (step, acts) => driverOf(step.fault)(step, access, acts),
    async heal() {
      await clearPacketFaults(address)
      await healClientLinks(toxiproxy, address.members)
    },
    close: () => leader.close(),
  }
}

/** The lab's etcd as the target of an experiment. `close` ends its own connections, not the clients it opened. */
export function createTarget(address: LabAddress): Target & { close(): void } {
  return createEtcdTarget(address)
}
