'use client'

/** A page of a trial's operations; each number opens its waterfall below it. */
import { Fragment, type ReactNode } from 'react'
import { milliseconds, count } from '@/components/format/figures'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { Badge } from '@/components/ui/state-badge'
import { StrategyName } from '@/components/ui/strategy-name'
import type { WorkloadKind } from '@/lib/core/history/workload-kind'
import { ORDERED_BY, type OperationOrder, type OrderedBy } from '@/lib/core/trace/operation-place'
import type { OperationRow } from '@/lib/core/trace/operation-rows'
import { operationWord } from '@/lib/core/workload/registry'
import type { OperationAddress } from './operations-view'
import { COLUMN_HEADS, directionOf, nextOrder } from './order-words'
import styles from './operations.module.css'
import run from '../run.module.css'
import trials from '../trials.module.css'
import ui from '@/components/ui/ui.module.css'

const LOOKS = {
  ok: { tone: 'good', sign: '✓' },
  fail: { tone: 'bad', sign: '✕' },
  info: { tone: 'unsure', sign: '?' },
} as const

const FIGURES: ReadonlySet<OrderedBy> = new Set(['start', 'latency', 'attempts'])

export function OperationsTable({
  rows,
  looks,
  workload,
  opened,
  detail,
  isStale,
  order,
  onOrder,
  onOpen,
}: {
  rows: readonly OperationRow[]
  looks: readonly StrategyLook[]
  /** Tells what its operations are called. */
  workload: WorkloadKind
  opened: OperationAddress | null
  /** What stands below the opened one. */
  detail: ReactNode
  /** Another page is on its way. */
  isStale: boolean
  order: OperationOrder
  onOrder: (order: OperationOrder) => void
  /** Null = closed. */
  onOpen: (operation: OperationAddress | null) => void
}) {
  return (
    <table
      className={`${ui.table} ${run.asList} ${styles.table}`}
      aria-label="Operations"
      data-stale={isStale || undefined}
    >
      <thead>
        <tr>
          {ORDERED_BY.map((column) => (
            <Head key={column} {...{ column, order, onOrder }} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const { arm, operation, kind, intendedStartMs, latencyMs, attempts, outcome } = row
          const look = looks[arm]
          const isOpen = opened?.arm === arm && opened.operation === operation
          return (
            <Fragment key={`${arm}.${operation}`}>
              <tr data-open={isOpen || undefined}>
                <th scope="row">
                  <button
                    type="button"
                    className={`${ui.textButton} ${trials.opener}`}
                    aria-expanded={isOpen}
                    aria-label={`Operation ${operation} of ${look?.label ?? `strategy ${arm + 1}`}: waterfall`}
                    onClick={() => onOpen(isOpen ? null : { arm, operation })}
                  >
                    {operationWord(workload, kind)} {count(operation)}
                  </button>
                </th>
                <td data-label="Strategy">{look ? <StrategyName look={look} /> : `strategy ${arm + 1}`}</td>
                <td data-label="Intended start, ms" className={ui.figure}>
                  {count(Math.round(intendedStartMs))}
                </td>
                <td data-label="Latency" className={ui.figure}>
                  {milliseconds(latencyMs)}
                </td>
                <td data-label="Attempts" className={ui.figure}>
                  {count(attempts)}
                </td>
                <td data-label="Outcome">
                  <Badge {...LOOKS[outcome]}>{outcome}</Badge>
                </td>
                <td data-label="Ended by">{endWords(row)}</td>
              </tr>
              {isOpen ? (
                <tr className={trials.below}>
                  <td colSpan={ORDERED_BY.length}>{detail}</td>
                </tr>
              ) : null}
            </Fragment>
          )
        })}
      </tbody>
    </table>
  )
}

/** Presses on it order the whole list, of all pages. */
function Head({
  column,
  order,
  onOrder,
}: {
  column: OrderedBy
  order: OperationOrder
  onOrder: (order: OperationOrder) => void
}) {
  const direction = directionOf(column, order)
  return (
    <th
      scope="col"
      className={FIGURES.has(column) ? ui.figure : undefined}
      aria-sort={direction ?? undefined}
    >
      <button
        type="button"
        className={`${ui.textButton} ${styles.sort}`}
        onClick={() => onOrder(nextOrder(column, order))}
      >
        {COLUMN_HEADS[column]}
        <span aria-hidden="true">{direction === null ? '' : direction === 'ascending' ? '↑' : '↓'}</span>
      </button>
    </th>
  )
}

/** "deadline (attempt-timeout)": why it ended, and what its last attempt had, where that says more. */
function endWords({ stop, errorClass }: OperationRow): string {
  return errorClass === 'none' || errorClass === stop ? stop : `${stop} (${errorClass})`
}
