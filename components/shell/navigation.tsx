'use client'

import { IconArrowsDiff, IconBook2, IconFlask2, IconHome, IconListDetails } from '@tabler/icons-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import styles from './shell.module.css'

const PLACES = [
  { href: '/', title: 'Home', icon: IconHome, isHere: (path: string) => path === '/' },
  {
    href: '/runs',
    title: 'Runs',
    icon: IconListDetails,
    isHere: (path: string) => path.startsWith('/runs'),
  },
  { href: '/compare', title: 'Compare', icon: IconArrowsDiff, isHere: (path: string) => path === '/compare' },
  {
    href: '/experiments/new',
    title: 'New experiment',
    icon: IconFlask2,
    isHere: (path: string) => path.startsWith('/experiments'),
  },
  {
    href: '/presets',
    title: 'Presets',
    icon: IconBook2,
    isHere: (path: string) => path.startsWith('/presets'),
  },
]

export function Navigation() {
  const path = usePathname()
  return (
    <nav className={styles.nav} aria-label="Main">
      {PLACES.map(({ href, title, icon: Icon, isHere }) => (
        <Link
          key={href}
          href={href}
          className={styles.link}
          aria-current={isHere(path) ? (path === href ? 'page' : 'true') : undefined}
        >
          <Icon size={18} stroke={1.6} aria-hidden="true" />
          {title}
        </Link>
      ))}
    </nav>
  )
}
