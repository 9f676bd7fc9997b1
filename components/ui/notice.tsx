/** A message across the page: what happened, why, what to do. */
import { IconAlertTriangle, IconCircleX, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './ui.module.css'

const ICONS = { bad: IconCircleX, unsure: IconAlertTriangle, info: IconInfoCircle }

export function Notice({
  tone,
  title,
  children,
}: {
  tone: keyof typeof ICONS
  title: string
  children?: ReactNode
}) {
  const Icon = ICONS[tone]
  return (
    <div className={styles.notice} data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon size={20} stroke={1.8} aria-hidden="true" />
      <div>
        <strong>{title}</strong>
        {children ? <div className={styles.noticeText}>{children}</div> : null}
      </div>
    </div>
  )
}
