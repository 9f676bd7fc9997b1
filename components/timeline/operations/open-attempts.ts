'use client'

/** From the timeline to the list of operations, with what is shown here; one step back in the browser leads here again. */
import { parseAsInteger, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { parseAsOperation, type OperationAddress } from '@/components/run/operations/operations-view'
import { RUN_TABS } from '@/lib/core/runs/run-tabs'

const parsers = {
  tab: parseAsStringLiteral(RUN_TABS),
  trial: parseAsInteger,
  operation: parseAsOperation,
  opsPage: parseAsInteger,
}

/** @param trial index from 0 @returns opens the list, with one operation's waterfall or (null) without */
export function useOpenAttempts(trial: number): (operation: OperationAddress | null) => void {
  const [, setView] = useQueryStates(parsers, { history: 'push' })
  return (operation) => void setView({ tab: 'attempts', trial: trial + 1, operation, opsPage: null })
}
