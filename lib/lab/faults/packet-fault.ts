/** What faults on packets have in common: rules for nftables, read back with what they have dropped. */
import type { Injected } from '@/lib/engine/ports'
import type { LabAddress, LabNamespace } from '../lab'
import { LabError } from '../lab-error'
import { PacketRules, type TableState } from '../namespace/packet-rules'

const DROP_TIMEOUT_MS = 2_000
const DROP_INTERVAL_MS = 20

/** The network of the lab's own. @throws LabError when it has none: nobody has asked for what the fault needs */
export function namespaceOf({ namespace }: LabAddress): LabNamespace {
  if (namespace) return namespace
  throw new LabError(
    'Packets can be dropped only in a lab with a network of its own, and this one has none. Start it anew for what the run needs.',
  )
}

/**
 * Installs a table of rules and reads it back.
 * @param fault.mustDrop whether there is always something to drop, so that only rules that have done so are confirmed
 */
export async function injectPacketFault(
  namespace: LabNamespace,
  fault: { table: string; text: string; detail: string; mustDrop: boolean },
  acts: () => void,
): Promise<Injected> {
  const { table, text, detail, mustDrop } = fault
  const rules = new PacketRules(namespace)
  const installing = rules.install(text)
  acts()
  await installing
  const state = mustDrop ? await afterFirstDrop(rules, table) : await rules.read(table)
  const problem = problemOf(state, mustDrop)
  return { confirmed: problem === null, detail, problem, remove: () => rules.remove(table) }
}

async function afterFirstDrop(rules: PacketRules, table: string): Promise<TableState | null> {
  const endMs = performance.now() + DROP_TIMEOUT_MS
  for (;;) {
    const state = await rules.read(table)
    if (state === null || hasDropped(state) || performance.now() >= endMs) return state
    await new Promise((resolve) => setTimeout(resolve, DROP_INTERVAL_MS))
  }
}

function problemOf(state: TableState | null, mustDrop: boolean): string | null {
  if (state === null) return 'nftables does not have the rules that it was given'
  if (mustDrop && !hasDropped(state))
    return `the rules are there, but they dropped nothing within ${DROP_TIMEOUT_MS} ms`
  return null
}

function hasDropped({ packets }: TableState): boolean {
  return Object.entries(packets).some(([name, count]) => name.endsWith('_lost') && count > 0)
}
