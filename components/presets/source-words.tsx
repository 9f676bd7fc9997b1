/** Where something was published, with the article's own words. */
import type { Source } from '@/lib/core/published/claim'
import { articleText } from '@/lib/core/published/claim-words'
import styles from './presets.module.css'

export function SourceWords({ source }: { source: Source }) {
  return (
    <p className={styles.source}>
      <cite>{articleText(source)}</cite>
      <q lang="zh">{source.quote}</q>
    </p>
  )
}
