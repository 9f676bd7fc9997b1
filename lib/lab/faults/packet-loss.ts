/** Loss of real packets; described in lib/core/fault/faults/packet-loss.ts. */
import { packetLoss } from '@/lib/core/fault/faults/packet-loss'
import { linkPorts, lossTable, tableOf } from '../namespace/rule-text'
import type { FaultDriver } from './fault-driver'
import { injectPacketFault, namespaceOf } from './packet-fault'

export const packetLossDriver: FaultDriver = (step, { address }, acts) => {
  const asked = packetLoss.params.parse(step.params)
  const table = tableOf(step.id)
  const text = lossTable(table, asked, linkPorts(address))
  const fault = { table, text, detail: packetLoss.describe(asked), mustDrop: false }
  return injectPacketFault(namespaceOf(address), fault, acts)
}
