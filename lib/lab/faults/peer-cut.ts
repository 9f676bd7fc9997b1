/** One member cut off from its peers; described in lib/core/fault/faults/peer-cut.ts. */
import { peerCut } from '@/lib/core/fault/faults/peer-cut'
import { cutTable, linkPorts, tableOf } from '../namespace/rule-text'
import { findMember } from '../etcd/find-member'
import type { FaultDriver } from './fault-driver'
import { injectPacketFault, namespaceOf } from './packet-fault'

export const peerCutDriver: FaultDriver = async (step, { address, leader }, acts) => {
  const { on } = peerCut.params.parse(step.params)
  const namespace = namespaceOf(address)
  const member = await findMember(on, address.members, leader)
  if (typeof member === 'string') return { confirmed: false, detail: '', problem: member }
  const uid = namespace.uids[member.name]
  if (uid === undefined) throw new Error(`${member.name} has no user of its own in this lab`)
  const table = tableOf(step.id)
  const text = cutTable(table, member, uid, linkPorts(address))
  const others = address.members.filter(({ name }) => name !== member.name).map(({ name }) => name)
  // Members talk all the time, ten times a second at least.
  const fault = { table, text, detail: `${member.name} from ${others.join(', ')}`, mustDrop: true }
  return injectPacketFault(namespace, fault, acts)
}
