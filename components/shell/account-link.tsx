import { IconUserCircle } from '@tabler/icons-react'
import Link from 'next/link'
import type { Role } from '@/lib/core/access/access'
import styles from './shell.module.css'

/** Who is signed in here; leads to their account. */
export function AccountLink({ name, role }: { name: string; role: Role }) {
  return (
    <Link
      href="/account"
      className={`${styles.link} ${styles.account}`}
      aria-label={`Your account: ${name}, ${role}`}
    >
      <IconUserCircle size={18} stroke={1.6} aria-hidden="true" />
      <span className={styles.accountName}>
        {name}
        <span className={styles.accountRole}>{role}</span>
      </span>
    </Link>
  )
}
