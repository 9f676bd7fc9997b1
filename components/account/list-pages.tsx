'use client'

/** Below a list about accounts: its other pages; and that there is none where an address asks for one beyond the last. */
import { PageTurner } from '@/components/ui/page-turner'
import type { Page } from '@/lib/core/api/paging'
import styles from './account.module.css'
import ui from '@/components/ui/ui.module.css'

/** @param of what stands on the pages: "people" @param page that is asked for, from 1 */
export function ListPages({
  of,
  list: { total, limit },
  page,
  onTurn,
}: {
  of: string
  list: Page
  page: number
  onTurn: (page: number) => void
}) {
  const pages = Math.ceil(total / limit)
  return (
    <>
      {total > 0 && page > pages ? (
        <p className={`${ui.secondary} ${styles.below}`}>There is no page {page}.</p>
      ) : null}
      <PageTurner of={of} pages={pages} page={page} onTurn={onTurn} />
    </>
  )
}
