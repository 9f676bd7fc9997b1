import Link from 'next/link'
import styles from './shell.module.css'

export function Logo() {
  return (
    <Link href="/" className={styles.logo}>
      <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
        <rect width="22" height="22" rx="6" fill="var(--mantine-primary-color-filled)" />
        <path
          d="M3.5 12h3l2-5 3.5 9 2.5-6 1 2h3"
          fill="none"
          stroke="#fff"
          strokeWidth="1.8"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      Retryscope
    </Link>
  )
}
