/** From a lab's address to the engine's ports. Both work in any thread: an address is plain JSON. */
import type { FaultInjector, Target } from '@/lib/engine/ports'
import { createEtcdTarget } from './etcd/etcd-target'
import { LeaderControl } from './etcd/leader'
import type { LabAddress } from './lab'
import { healClientLinks } from './toxiproxy/client-links'
import { setClientLatency } from './toxiproxy/client-latency'
import { ToxiproxyControl } from './toxiproxy/toxiproxy-control'

/** Injects faults into the lab at this address. `close` ends its connections; it heals nothing. */
export function createFaultInjector(address: LabAddress): FaultInjector & { close(): void } {
  const toxiproxy = new ToxiproxyControl(address.toxiproxyUrl)
  const leader = new LeaderControl(address.members)
  return {
    setLatency: (point) => setClientLatency(toxiproxy, address.members, point),
    heal: () => healClientLinks(toxiproxy, address.members),
    moveLeader: (sent) => leader.move(sent),
    close: () => leader.close(),
  }
}

/** The lab's etcd as the target of an experiment. `close` ends its own connections, not the clients it opened. */
export function createTarget(address: LabAddress): Target & { close(): void } {
  return createEtcdTarget(address)
}
