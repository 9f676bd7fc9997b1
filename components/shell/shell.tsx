/** The frame around every page: navigation at the side, on top on a phone. Whoever is not in has none. */
import type { ReactNode } from 'react'
import { Keys } from '@/components/keys/keys'
import { PaletteButton } from '@/components/keys/palette-button'
import type { Who } from '@/lib/core/access/access'
import { AccountLink } from './account-link'
import { ColourSchemeSwitch } from './colour-scheme-switch'
import { Navigation } from './navigation'
import { placesOf } from './places'
import { WorkerState } from './worker-state'
import { Logo } from './logo'
import styles from './shell.module.css'

export function Shell({ who, children }: { who: Who; children: ReactNode }) {
  if (who.kind === 'nobody') return <main id="main">{children}</main>
  return (
    <div className={styles.shell}>
      <a href="#main" className={styles.skip}>
        Skip to content
      </a>
      <header className={styles.side}>
        <Logo />
        <Navigation places={placesOf(who)} />
        {who.kind === 'account' ? <AccountLink name={who.name} role={who.role} /> : null}
        <div className={styles.foot}>
          <WorkerState />
          <PaletteButton />
          <ColourSchemeSwitch />
        </div>
      </header>
      <Keys />
      <main id="main" tabIndex={-1} className={styles.main}>
        {children}
      </main>
    </div>
  )
}
