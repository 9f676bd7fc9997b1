'use client'

/** The pages of a list that does not fit on one. */
import { Pagination } from '@mantine/core'
import ui from './ui.module.css'

const CONTROLS = { first: 'First page', previous: 'Page before', next: 'Next page', last: 'Last page' }

/** Nothing where there is one page. @param of what stands on the pages: "runs" */
export function PageTurner({
  of,
  pages,
  page,
  onTurn,
}: {
  of: string
  pages: number
  /** From 1; one beyond the last shows the last as chosen. */
  page: number
  onTurn: (page: number) => void
}) {
  return pages < 2 ? null : (
    <nav className={ui.pages} aria-label={`Pages of ${of}`}>
      <Pagination
        total={pages}
        value={Math.min(page, pages)}
        siblings={1}
        size="sm"
        onChange={onTurn}
        getItemProps={(number) => ({ 'aria-label': `Page ${number}` })}
        getControlProps={(control) => ({ 'aria-label': CONTROLS[control] })}
      />
    </nav>
  )
}
