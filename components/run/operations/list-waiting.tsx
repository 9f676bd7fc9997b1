'use client'

/** In the place of a list or a waterfall that is not there yet, or will not come: nothing below it jumps, and no failure looks like an empty list. */
import { Button, Skeleton } from '@mantine/core'
import { ApiProblem } from '@/components/data/api'
import { ErrorNotice } from '@/components/ui/error-notice'
import styles from './operations.module.css'

/** The head, and rows in their later size. @param rows that are expected */
export function RowsSkeleton({ rows }: { rows: number }) {
  return (
    <div className={styles.waiting} role="status" aria-busy="true" aria-label="Operations are on their way">
      {Array.from({ length: rows + 1 }, (_, row) => (
        <Skeleton key={row} h={20} w={row === 0 ? '60%' : '100%'} />
      ))}
    </div>
  )
}

/** What the server could not do, and the way to ask it again; what is not there will not be there the next time. */
export function FailedRequest({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const isMissing = error instanceof ApiProblem && error.status === 404
  return (
    <div className={styles.failed}>
      <ErrorNotice error={error} />
      {isMissing ? null : (
        <Button size="compact-xs" variant="default" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  )
}
