/** The frame of the pages for those who are not in yet. */
import type { ReactNode } from 'react'
import { ColourSchemeSwitch } from '@/components/shell/colour-scheme-switch'
import { Logo } from '@/components/shell/logo'
import styles from './account.module.css'
import ui from '@/components/ui/ui.module.css'

export function Door({
  title,
  text,
  alone = true,
  children,
}: {
  title: string
  text: ReactNode
  /** Nothing else is on the page: no navigation. */
  alone?: boolean
  children: ReactNode
}) {
  return (
    <div className={styles.door}>
      {alone ? (
        <div className={styles.doorHead}>
          <Logo />
          <ColourSchemeSwitch />
        </div>
      ) : null}
      <div className={ui.panel}>
        <h1>{title}</h1>
        <p className={styles.doorText}>{text}</p>
        {children}
      </div>
    </div>
  )
}
