'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import styles from './shell.module.css'

export interface Place {
  href: string
  title: string
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
      {places.map(({ href, title, icon, below, onlyBeside }) => (
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
          {title}
        </Link>
      ))}
    </nav>
  )
}
