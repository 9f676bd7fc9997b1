'use client'

/** The operations of a trial: a list with filters, and the one that is looked at as a waterfall. */
import { Button, NativeSelect } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useId } from 'react'
import { useOperations, useOperationTrace } from '@/components/data/operation-queries'
import { count } from '@/components/format/figures'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { StrategyName } from '@/components/ui/strategy-name'
import type { WorkloadKind } from '@/lib/core/history/workload-kind'
import type { MissingOperations } from '@/lib/core/trace/missing-operations'
import { MissingAttempts } from '../damage-notice'
import { FailedRequest, RowsSkeleton } from './list-waiting'
import { emptyWords, rangeWords } from './list-words'
import { OperationFilters } from './operation-filters'
import { betweenWords, orderChoices } from './order-words'
import { OperationsTable } from './operations-table'
import { PAGE_ROWS, parseAsOrder, useOperationsView, type OperationAddress } from './operations-view'
import { Waterfall } from './waterfall'
import styles from './operations.module.css'
import ui from '@/components/ui/ui.module.css'

/** The operation and two attempts: most that are looked at have about so many. */
const WATERFALL_ROWS = 3

interface Input {
  runId: string
  /** Index from 0. */
  trial: number
  looks: readonly StrategyLook[]
  workload: WorkloadKind
}

export function OperationsSection({ runId, trial, looks, workload }: Input) {
  const [view, setView] = useOperationsView(looks.length)
  const { ops: filter, opsOrder: order, opsArm: arm, opsPage: page, operation, from, to } = view
  const { data, error, isPlaceholderData, refetch } = useOperations(runId, {
    ...{ trial, arm, filter, order, from, to },
    ...{ page, limit: PAGE_ROWS },
  })
  const detail = operation ? (
    <OpenedOperation
      {...{ runId, trial, looks, operation }}
      onClose={() => void setView({ operation: null })}
    />
  ) : null
  const isListed = data?.rows.some((row) => operation !== null && isSame(row, operation)) ?? false
  return (
    <>
      <div className={styles.controls}>
        <OperationFilters looks={looks} names={{ which: 'Which operations', whose: 'Strategy' }} />
        {/* On a phone the list has no heads to press. */}
        <NativeSelect
          className={styles.order}
          size="xs"
          aria-label="Order"
          value={order}
          onChange={({ currentTarget: { value } }) =>
            void setView({ opsOrder: parseAsOrder.parse(value), opsPage: null })
          }
          data={orderChoices}
        />
        {from === null && to === null ? null : (
          <Button
            size="compact-xs"
            variant="light"
            rightSection={<IconX size={12} aria-hidden="true" />}
            title="Show those of the whole trial again"
            onClick={() => void setView({ from: null, to: null, opsPage: null })}
          >
            {betweenWords(from, to)}
          </Button>
        )}
      </div>
      {error ? <FailedRequest error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <RowsSkeleton rows={PAGE_ROWS} />}
      {data ? <MissingAttempts damaged={data.damaged} missing={data.missing} /> : null}
      {data && !isListed ? detail : null}
      {data && data.rows.length === 0 ? (
        <p className={ui.secondary}>
          {emptyWords({ total: data.total, page, pages: pagesOf(data.total) }, data.missing)}
        </p>
      ) : null}
      {data && data.rows.length > 0 ? (
        <OperationsTable
          rows={data.rows}
          looks={looks}
          workload={workload}
          opened={operation}
          isStale={isPlaceholderData}
          order={order}
          onOrder={(next) => void setView({ opsOrder: next, opsPage: null })}
          detail={detail}
          onOpen={(next) => void setView({ operation: next })}
        />
      ) : null}
      {data ? (
        <Pager
          page={page}
          total={data.total}
          missing={data.missing}
          onPage={(next) => void setView({ opsPage: next === 1 ? null : next })}
        />
      ) : null}
    </>
  )
}

function isSame(a: OperationAddress, b: OperationAddress): boolean {
  return a.arm === b.arm && a.operation === b.operation
}

function pagesOf(total: number): number {
  return Math.max(1, Math.ceil(total / PAGE_ROWS))
}

interface Paged {
  page: number
  total: number
  missing: MissingOperations | null
  onPage: (page: number) => void
}

function Pager({ page, total, missing, onPage }: Paged) {
  const pages = pagesOf(total)
  const first = (page - 1) * PAGE_ROWS + 1
  const words = rangeWords({ first, last: first + PAGE_ROWS - 1, total }, missing)
  return (
    <div className={styles.pager}>
      <Button
        size="compact-xs"
        variant="default"
        disabled={page <= 1}
        onClick={() => onPage(Math.min(pages, page - 1))}
      >
        Previous
      </Button>
      <span aria-live="polite">{words}</span>
      <Button size="compact-xs" variant="default" disabled={page >= pages} onClick={() => onPage(page + 1)}>
        Next
      </Button>
    </div>
  )
}

function OpenedOperation({
  runId,
  trial,
  looks,
  operation: address,
  onClose,
}: Omit<Input, 'workload'> & { operation: OperationAddress; onClose: () => void }) {
  const id = useId()
  const { data, error, refetch } = useOperationTrace(runId, trial, address)
  const look = looks[address.arm]
  return (
    <section className={styles.opened} aria-labelledby={id}>
      <div className={styles.head}>
        <h3 id={id}>Operation {count(address.operation)}</h3>
        {look ? <StrategyName look={look} /> : null}
        <Button size="compact-xs" variant="default" onClick={onClose}>
          Close
        </Button>
      </div>
      {error ? <FailedRequest error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <RowsSkeleton rows={WATERFALL_ROWS} />}
      {data ? <MissingAttempts damaged={data.damaged} /> : null}
      {data ? <Waterfall trace={data} /> : null}
    </section>
  )
}
