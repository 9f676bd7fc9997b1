'use client'

/** Which operations of a trial are listed, and which one is looked at: in the page's address, so that a link shows it. */
import { createParser, parseAsInteger, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { zoomParsers } from '@/components/timeline/axis/zoom-parsers'
import { OPERATION_ORDERS, type OperationOrder } from '@/lib/core/trace/operation-place'
import { OPERATION_FILTERS } from '@/lib/core/trace/operation-rows'

export const PAGE_ROWS = 20

export interface OperationAddress {
  arm: number
  operation: number
}

/** `<strategy>.<operation>`, both from 0, as cells of the heat map are written. */
export const parseAsOperation = createParser<OperationAddress>({
  parse: (text) => {
    const match = /^(\d{1,3})\.(\d{1,10})$/.exec(text)
    return match ? { arm: Number(match[1]), operation: Number(match[2]) } : null
  },
  serialize: ({ arm, operation }) => `${arm}.${operation}`,
  eq: (a, b) => a.arm === b.arm && a.operation === b.operation,
})

/** Links of former versions say "slowest". */
export const parseAsOrder = createParser<OperationOrder>({
  parse: (text) =>
    text === 'slowest' ? '-latency' : (OPERATION_ORDERS.find((order) => order === text) ?? null),
  serialize: String,
})

const parsers = {
  ops: parseAsStringLiteral(OPERATION_FILTERS).withDefault('all'),
  opsOrder: parseAsOrder.withDefault('start'),
  /** From 0; none = all. */
  opsArm: parseAsInteger,
  /** From 1. */
  opsPage: parseAsInteger.withDefault(1),
  operation: parseAsOperation,
  /** What the timeline is zoomed to. */
  ...zoomParsers,
}

/** Nobody turns so many pages, and the server need not count further. */
const LAST_PAGE = 1_000_000

/** What an address asks for, put right where it cannot be. @param strategies how many there are */
export function useOperationsView(strategies: number) {
  const [view, setView] = useQueryStates(parsers, { history: 'replace' })
  const { opsArm, opsPage, from, to, operation } = view
  const isArm = (arm: number) => arm >= 0 && arm < strategies
  return [
    {
      ...view,
      opsArm: opsArm !== null && isArm(opsArm) ? opsArm : null,
      opsPage: Math.min(LAST_PAGE, Math.max(1, opsPage)),
      operation: operation && isArm(operation.arm) ? operation : null,
      // The wrong way round, as on the timeline.
      ...(from !== null && to !== null && from > to ? { from: to, to: from } : {}),
    },
    setView,
  ] as const
}
