/** Ways to pages that the navigation has no room for; those of administrators are for them, and for whoever is alone. */
import Link from 'next/link'
import styles from './further-pages.module.css'

const PAGES = [
  { href: '/shares', title: 'Share links', isForAdmins: false },
  { href: '/webhooks', title: 'Webhooks', isForAdmins: true },
  { href: '/audit', title: 'Audit log', isForAdmins: true },
  { href: '/api-reference', title: 'API reference', isForAdmins: false },
] as const

/** @param on the page that it stands on, which is left out */
export function FurtherPages({ on }: { on?: (typeof PAGES)[number]['href'] }) {
  return (
    <nav className={styles.pages} aria-label="Further pages">
      {PAGES.map(({ href, title, isForAdmins }) =>
        href === on ? null : (
          <Link
            key={href}
            href={href}
            prefetch={false}
            className={styles.link}
            data-needs={isForAdmins ? 'admin' : undefined}
          >
            {title}
          </Link>
        ),
      )}
    </nav>
  )
}
