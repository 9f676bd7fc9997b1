/** Experiments to begin with: each fills the form, and what was typed in another one stays where it is. Those of the articles have a page. */
import Link from 'next/link'
import { presets } from '@/lib/core/experiment/presets/registry'
import styles from './experiment.module.css'

const SHORT = presets.filter(({ source }) => !source)

export function PresetLinks() {
  return (
    <p className={styles.presets}>
      Begin with{' '}
      {SHORT.map(({ name, title }, index) => (
        <span key={name}>
          {index > 0 ? ' · ' : null}
          <Link href={`/experiments/new?preset=${name}`}>{title}</Link>
        </span>
      ))}{' '}
      · <Link href="/presets">a preset of the articles</Link>
    </p>
  )
}
