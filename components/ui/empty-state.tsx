'use client'

import { Button } from '@mantine/core'
import Link from 'next/link'
import type { ReactNode } from 'react'
import styles from './ui.module.css'

/** A page with nothing on it says what to do next. */
export function EmptyState({
  title,
  action,
  children,
}: {
  title: string
  action: { href: string; words: string }
  children: ReactNode
}) {
  return (
    <div className={`${styles.panel} ${styles.empty}`}>
      <h1>{title}</h1>
      <p>{children}</p>
      <Button component={Link} href={action.href}>
        {action.words}
      </Button>
    </div>
  )
}
