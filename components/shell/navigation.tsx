'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import styles from './shell.module.css'

export interface Place {
  href: string
  title: string
  /** The rest of the title: on a phone it is only heard. */
  more?: string
  icon: ReactNode
  /** Paths that begin like this belong to it too. */
  below: readonly string[]
  /** It stands beside the page only, not above it where there is little room. */
  onlyBeside?: true
}

export function Navigation({ places }: { places: readonly Place[] }) {
  const path = usePathname()
  return (
    <nav className={styles.nav} aria-label="Main">
      {places.map(({ href, title, more, icon, below, onlyBeside }) => (
        <Link
          key={href}
          href={href}
          className={styles.link}
          data-only-beside={onlyBeside}
          aria-current={
            path === href ? 'page' : below.some((begin) => path.startsWith(begin)) ? 'true' : undefined
          }
        >
          {icon}
          {more === undefined ? title : <MoreTitle title={title} more={more} />}
        </Link>
      ))}
    </nav>
  )
}

/** One element, so that no gap stands between the words. */
function MoreTitle({ title, more }: { title: string; more: string }) {
  return (
    <span>
      {title} <span className={styles.more}>{more}</span>
    </span>
  )
}
