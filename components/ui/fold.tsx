'use client'

/** A part of a page that is folded out on demand, as it stands in the address. */
import type { ReactNode } from 'react'
import { useListedInAddress } from './listed-in-address'

export function Fold({
  name,
  summary,
  className,
  children,
}: {
  /** In the address, once per page. */
  name: string
  summary: ReactNode
  className?: string | undefined
  children: ReactNode
}) {
  const [isOpen, setOpen] = useListedInAddress('open', name)
  return (
    <details
      className={className}
      open={isOpen}
      onToggle={({ currentTarget: { open } }) => {
        if (open !== isOpen) setOpen(open)
      }}
    >
      <summary>{summary}</summary>
      {children}
    </details>
  )
}
