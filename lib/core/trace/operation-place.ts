/** What is gathered of a trial's operations, and the orders that they can be listed in. */
import { STOP_REASONS, type Outcome } from '../history/attempt'
import { ERROR_CLASSES } from '../history/error-class'

/** What a list can be in the order of: one name per column of its table. */
export const ORDERED_BY = [
  'operation',
  'strategy',
  'start',
  'latency',
  'attempts',
  'outcome',
  'ended',
] as const
export type OrderedBy = (typeof ORDERED_BY)[number]

/** A column; with a minus, its greatest first. What is equal stays in the order in which it was meant to start. */
export const OPERATION_ORDERS = ORDERED_BY.flatMap((column) => [column, `-${column}`] as const)
export type OperationOrder = OrderedBy | `-${OrderedBy}`

/** What is known of an arm's operations; each column has one value per operation, as these are numbered from 0. */
export interface Gathered {
  arm: number
  /** Bits, see below. */
  seen: number[]
  attempts: number[]
  /** Of the closing attempt; undefined until it has been seen. */
  intendedStartUs: number[]
  endUs: number[]
  errorClass: number[]
  stop: number[]
}
export const READ = 1
export const IN_DOUBT = 2
export const DONE = 4

/** Where an operation stands. */
export interface Place {
  own: Gathered
  operation: number
}

export function startUs({ own, operation }: Place): number {
  return own.intendedStartUs[operation] ?? 0
}

export function latencyUs({ own, operation }: Place): number {
  return (own.endUs[operation] ?? 0) - (own.intendedStartUs[operation] ?? 0)
}

export function attemptsOf({ own, operation }: Place): number {
  return own.attempts[operation] ?? 0
}

export function outcomeOfPlace({ own, operation }: Place): Outcome {
  const seen = own.seen[operation] ?? 0
  return (seen & DONE) > 0 ? 'ok' : (seen & IN_DOUBT) > 0 ? 'info' : 'fail'
}

function byStart(a: Place, b: Place): number {
  return startUs(a) - startUs(b) || a.own.arm - b.own.arm || a.operation - b.operation
}

/** From good to bad. */
const RANKS: Record<Outcome, number> = { ok: 0, info: 1, fail: 2 }

const BY: Record<OrderedBy, (a: Place, b: Place) => number> = {
  operation: (a, b) => a.operation - b.operation,
  strategy: (a, b) => a.own.arm - b.own.arm,
  start: byStart,
  latency: (a, b) => latencyUs(a) - latencyUs(b),
  attempts: (a, b) => attemptsOf(a) - attemptsOf(b),
  outcome: (a, b) => RANKS[outcomeOfPlace(a)] - RANKS[outcomeOfPlace(b)],
  ended: (a, b) => (endWord(a) < endWord(b) ? -1 : endWord(a) > endWord(b) ? 1 : 0),
}

function endWord({ own, operation }: Place): string {
  return `${STOP_REASONS[own.stop[operation] ?? -1]} ${ERROR_CLASSES[own.errorClass[operation] ?? -1]}`
}

export function comparing(order: OperationOrder): (a: Place, b: Place) => number {
  const column = ORDERED_BY.find((name) => name === order || `-${name}` === order) ?? 'start'
  const compare = BY[column]
  return order === column
    ? (a, b) => compare(a, b) || byStart(a, b)
    : (a, b) => compare(b, a) || byStart(a, b)
}
