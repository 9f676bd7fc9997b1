/** A leader switch; described in lib/core/fault/faults/leader-transfer.ts. */
import type { FaultDriver } from './fault-driver'

export const leaderTransferDriver: FaultDriver = async (_, { leader }, acts) => {
  const { from, to, confirmed, problem } = await leader.move(acts)
  return { confirmed, detail: `${from} → ${to}`, problem }
}
