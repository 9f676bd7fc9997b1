/** Where something was published, with the article's own words. */
import type { Source } from '@/lib/core/published/claim'
import { ARTICLES } from '@/lib/core/published/claim-words'
import styles from './presets.module.css'

export function SourceWords({ source: { article, section, title, quote } }: { source: Source }) {
  return (
    <p className={styles.source}>
      <cite>
        Article {article}, “{ARTICLES[article]}”, {section}: {title}
      </cite>
      <q lang="zh">{quote}</q>
    </p>
  )
}
