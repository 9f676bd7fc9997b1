/** Where something was published, with the article's own words. */
import type { Source } from '@/lib/core/published/claim'
import styles from './presets.module.css'

export const ARTICLES: Record<Source['article'], string> = {
  1: 'Chaos verification of Go’s retries',
  2: 'Four causes of failing retries in Go',
}

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
