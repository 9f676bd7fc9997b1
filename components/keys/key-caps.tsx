/** Keys as they are printed on a keyboard. */
import { Fragment } from 'react'
import styles from './keys.module.css'

export function KeyCaps({ alternatives }: { alternatives: readonly (readonly string[])[] }) {
  return (
    <span className={styles.caps}>
      {alternatives.map((sequence, place) => (
        <Fragment key={sequence.join(' ')}>
          {place > 0 && alternatives.every((row) => row.length > 1) ? <span>or</span> : null}
          {sequence.map((key) => (key === '…' ? <span key={key}>{key}</span> : <kbd key={key}>{key}</kbd>))}
        </Fragment>
      ))}
    </span>
  )
}
