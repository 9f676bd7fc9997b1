/** What can be done to a cluster that is not ours. */
import { notAllowed, type Allowance } from '@/lib/core/fault/allowance'
import type { LabCapabilities } from '@/lib/core/fault/fault'

const NOT_OURS =
  'The programs of an external lab are not Retryscope’s to touch; a local lab (RETRYSCOPE_LAB=local) can do it.'

/** @param allow what disturbs others and may be done nevertheless */
export function externalCapabilities(allow: readonly Allowance[]): LabCapabilities {
  return {
    toxics: true,
    'leader-moves': allow.includes('leader-transfer') || notAllowed('leader-transfer'),
    'peer-link': `The links between the members of an external cluster go around Toxiproxy. ${NOT_OURS}`,
    'packet-loss': `Packets can be dropped only in a network that Retryscope has made itself. ${NOT_OURS}`,
    'peer-cut': `Members can be cut off only in a network that Retryscope has made itself. ${NOT_OURS}`,
    'process-control': NOT_OURS,
    membership: NOT_OURS,
    // Names are resolved in our own client, so they can fail anywhere.
    names: true,
  }
}
