'use client'

/** Which operations of a trial are listed, and which one is looked at: in the page's address, so that a link shows it. */
import { createParser, parseAsInteger, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { OPERATION_FILTERS, OPERATION_ORDERS } from '@/lib/core/trace/operation-rows'

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

const parsers = {
  ops: parseAsStringLiteral(OPERATION_FILTERS).withDefault('all'),
  opsOrder: parseAsStringLiteral(OPERATION_ORDERS).withDefault('start'),
  /** From 0; none = all. */
  opsArm: parseAsInteger,
  /** From 1. */
  opsPage: parseAsInteger.withDefault(1),
  operation: parseAsOperation,
}

export function useOperationsView() {
  return useQueryStates(parsers, { history: 'replace' })
}
