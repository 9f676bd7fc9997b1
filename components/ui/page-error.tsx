'use client'

import { Button } from '@mantine/core'
import { Notice } from './notice'
import styles from './ui.module.css'

/** A page that could not be made: what happened and what to do; the cause stands only in the log. */
export function PageError({ reference, onRetry }: { reference: string | null; onRetry: () => void }) {
  return (
    <div className={styles.stack}>
      <h1>This page could not be shown</h1>
      <Notice tone="bad" title="Reading its data failed">
        The database may be busy or missing. Try again; if it stays, restart Retryscope with{' '}
        <code>npm start</code>
        {reference ? ` and look for ${reference} in the web server’s log` : ''}.
      </Notice>
      <div>
        <Button onClick={onRetry}>Try again</Button>
      </div>
    </div>
  )
}
