/** One member cut off from its peers; described in lib/core/fault/faults/peer-cut.ts. */
import { peerCut } from '@/lib/core/fault/faults/peer-cut'
import { cutTable, linkPorts, tableOf } from '../namespace/rule-text'
import type { FaultDriver } from './fault-driver'
import { chooseMember, didNotHappen } from './one-member'
import { injectPacketFault, namespaceOf } from './packet-fault'

export const peerCutDriver: FaultDriver = async (step, access, acts) => {
  const { address } = access
  const namespace = namespaceOf(address)
  const chosen = await chooseMember(peerCut.params.parse(step.params).on, access)
  if ('problem' in chosen) return didNotHappen(chosen.problem)
  const member = address.members.find(({ name }) => name === chosen.name)
  const uid = namespace.uids[chosen.name]
  if (!member || uid === undefined) throw new Error(`${chosen.name} has no user of its own in this lab`)
  const table = tableOf(step.id)
  const text = cutTable(table, member, uid, linkPorts(address))
  // Members talk all the time, ten times a second at least.
  return injectPacketFault(namespace, { table, text, detail: chosen.what, mustDrop: true }, acts)
}
