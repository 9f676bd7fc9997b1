/** What the list of operations is in the order of, in words, and what a press on the head of a column makes of it. */
import { instantWords } from '@/components/format/instants'
import { OPERATION_ORDERS, type OperationOrder, type OrderedBy } from '@/lib/core/trace/operation-place'

/** Heads of the columns, from left to right. */
export const COLUMN_HEADS: Record<OrderedBy, string> = {
  operation: 'Operation',
  strategy: 'Strategy',
  start: 'Intended start, ms',
  latency: 'Latency',
  attempts: 'Attempts',
  outcome: 'Outcome',
  ended: 'Ended by',
}

/** What is looked for first: the longest, the most, the worst. */
const GREATEST_FIRST: ReadonlySet<OrderedBy> = new Set(['latency', 'attempts', 'outcome'])

/** Of each column, which way it is in order; null = it is not. */
export function directionOf(column: OrderedBy, order: OperationOrder): 'ascending' | 'descending' | null {
  return order === column ? 'ascending' : order === `-${column}` ? 'descending' : null
}

/** The order after a press on the head of a column: a second press turns it round. */
export function nextOrder(column: OrderedBy, order: OperationOrder): OperationOrder {
  const direction = directionOf(column, order)
  const isDescending = direction === null ? GREATEST_FIRST.has(column) : direction === 'ascending'
  return isDescending ? `-${column}` : column
}

const ENDS: Record<OrderedBy, readonly [ascending: string, descending: string]> = {
  operation: ['lowest number first', 'highest number first'],
  strategy: ['first strategy first', 'last strategy first'],
  start: ['in time', 'latest first'],
  latency: ['fastest first', 'slowest first'],
  attempts: ['fewest first', 'most first'],
  outcome: ['ok first', 'failed first'],
  ended: ['A to Z', 'Z to A'],
}

/** Every order, for a menu: "Latency: slowest first". */
export const orderChoices: { value: OperationOrder; label: string }[] = OPERATION_ORDERS.map((order) => {
  const isDescending = order.startsWith('-')
  const column = (isDescending ? order.slice(1) : order) as OrderedBy
  return { value: order, label: `${COLUMN_HEADS[column]}: ${ENDS[column][isDescending ? 1 : 0]}` }
})

/** "Only 5.200 s to 5.400 s", "Only from 5.200 s on", "Only until 5.400 s". */
export function betweenWords(from: number | null, to: number | null): string {
  if (from === null) return `Only until ${instantWords(to ?? 0, 1)}`
  if (to === null) return `Only from ${instantWords(from, 1)} on`
  return `Only ${instantWords(from, 1)} to ${instantWords(to, 1)}`
}
