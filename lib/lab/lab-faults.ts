/** From a lab's address to the engine's ports. Both work in any thread: an address is plain JSON. */
import { faultOf } from '@/lib/core/fault/registry'
import type { FaultInjector, Injected, Target } from '@/lib/engine/ports'
import { createEtcdTarget } from './etcd/etcd-target'
import { ClusterControl } from './etcd/cluster-control'
import { LeaderControl } from './etcd/leader'
import type { LabAccess } from './faults/fault-driver'
import { healMembers } from './faults/heal-members'
import { healNames } from './faults/name-failure'
import { driverOf } from './faults/registry'
import { createHttpTarget } from './http/http-target'
import type { LabAddress, ProgramControl } from './lab'
import { clearPacketFaults } from './namespace/packet-rules'
import { healClientLinks } from './toxiproxy/client-links'
import { restartToxiproxy } from './toxiproxy/restart-toxiproxy'
import { ToxiproxyControl } from './toxiproxy/toxiproxy-control'
import { RESTARTED, ToxiproxyKeeper } from './toxiproxy/toxiproxy-keeper'

/**
 * Injects faults into the lab at this address. `close` ends its connections; it heals nothing.
 * @param programs null where the lab's programs are not ours to start and end
 */
export function createFaultInjector(
  address: LabAddress,
  programs: ProgramControl | null = null,
): FaultInjector & { close(): void } {
  const toxiproxy = new ToxiproxyControl(address.toxiproxyUrl)
  const leader = new LeaderControl(address)
  const cluster = new ClusterControl(address)
  const access: LabAccess = { address, toxiproxy, leader, programs, cluster }
  const keeper = new ToxiproxyKeeper(
    toxiproxy,
    programs && ((known) => restartToxiproxy(programs, address, known)),
  )
  return {
    async inject(step, acts) {
      const drive = () => driverOf(step.fault)(step, access, acts)
      if (!faultOf(step).needs(step.params).includes('toxics')) return drive()
      const { result, restarted } = await keeper.guard(drive)
      return keptInjected(result, restarted, keeper)
    },
    async heal() {
      // Packets first, as nobody hears of anything else without them; members last, as they may need some time.
      await clearPacketFaults(address)
      await keeper.guard(() => healClientLinks(toxiproxy, address.members))
      await healNames(access)
      await healMembers(access)
    },
    close: () => leader.close(),
  }
}

/** A fault through Toxiproxy, with what happened to Toxiproxy itself. */
function keptInjected(injected: Injected, restarted: boolean, keeper: ToxiproxyKeeper): Injected {
  const { remove, detail } = injected
  const marked = restarted ? { ...injected, problem: injected.problem ?? RESTARTED } : injected
  if (!remove) return marked
  return {
    ...marked,
    async remove(note) {
      const again = await keeper.guard(() => remove(note))
      if (again.restarted) note?.(detail, RESTARTED)
    },
  }
}

/** What stands behind the lab's proxies, as the target of an experiment. `close` ends its own connections, not the clients it opened. */
export function createTarget(address: LabAddress): Target & { close(): void } {
  return address.target === 'http' ? createHttpTarget(address) : createEtcdTarget(address)
}
