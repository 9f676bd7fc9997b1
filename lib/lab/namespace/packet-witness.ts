/**
 * Counts the packets of a lab's links before and after everything that may drop them. It knows nothing of the faults: what it
 * has counted holds against them.
 */
import type { PacketCounts } from '@/lib/core/fault/evidence'
import type { LabAddress } from '../lab'
import { PacketRules } from './packet-rules'
import { linkPorts, WITNESS_TABLE, witnessTable } from './rule-text'

/** Begins to count, in a lab with a network of its own. */
export async function beginCounting(address: LabAddress): Promise<void> {
  const { namespace } = address
  if (namespace) await new PacketRules(namespace).install(witnessTable(linkPorts(address)))
}

/** What was counted since the lab began; null in a lab without a network of its own. */
export async function countPackets({
  namespace,
}: Pick<LabAddress, 'namespace'>): Promise<PacketCounts | null> {
  const state = namespace && (await new PacketRules(namespace).read(WITNESS_TABLE))
  if (!state) return null
  const on = (link: string) => ({
    sent: state.packets[`${link}_sent`] ?? 0,
    arrived: state.packets[`${link}_arrived`] ?? 0,
  })
  return { client: on('client'), peer: on('peer') }
}
