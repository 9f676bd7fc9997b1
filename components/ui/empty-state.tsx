'use client'

import { Button } from '@mantine/core'
import Link from 'next/link'
import type { ReactNode } from 'react'
import styles from './ui.module.css'

/** A page with nothing on it says what to do next. */
export function EmptyState({
  title,
  action,
  other,
  children,
}: {
  title: string
  action: { href: string; words: string }
  /** A second way, less prominent. */
  other?: { href: string; words: string }
  children: ReactNode
}) {
  return (
    <div className={`${styles.panel} ${styles.empty}`}>
      <h1>{title}</h1>
      <p>{children}</p>
      <div className={styles.ways}>
        <Button component={Link} href={action.href}>
          {action.words}
        </Button>
        {other ? (
          <Button component={Link} href={other.href} variant="default">
            {other.words}
          </Button>
        ) : null}
      </div>
    </div>
  )
}
