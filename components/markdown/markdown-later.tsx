'use client'

/** Markdown, whose reader comes when there is something to read. Until then the text stands there as it was written. */
import { lazy, Suspense } from 'react'
import styles from './markdown.module.css'

const Markdown = lazy(async () => ({ default: (await import('./markdown')).Markdown }))

export function MarkdownLater({ text }: { text: string }) {
  return (
    <Suspense fallback={<div className={`${styles.text} ${styles.asWritten}`}>{text}</div>}>
      <Markdown text={text} />
    </Suspense>
  )
}
