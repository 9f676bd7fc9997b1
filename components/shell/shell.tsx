/** The frame around every page: navigation at the side, on top on a phone. */
import type { ReactNode } from 'react'
import { KeyListener } from '@/components/keys/key-listener'
import { PaletteButton } from '@/components/keys/palette-button'
import { ColourSchemeSwitch } from './colour-scheme-switch'
import { Navigation } from './navigation'
import { WorkerState } from './worker-state'
import { Logo } from './logo'
import styles from './shell.module.css'

export function Shell({ children }: { children: ReactNode }) {
  return (
    <div className={styles.shell}>
      <a href="#main" className={styles.skip}>
        Skip to content
      </a>
      <header className={styles.side}>
        <Logo />
        <Navigation />
        <div className={styles.foot}>
          <WorkerState />
          <PaletteButton />
          <ColourSchemeSwitch />
        </div>
      </header>
      <KeyListener />
      <main id="main" tabIndex={-1} className={styles.main}>
        {children}
      </main>
    </div>
  )
}
