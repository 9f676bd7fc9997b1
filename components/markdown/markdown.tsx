/** A text that somebody wrote in Markdown, without anything in it that could run or load. */
import { memo } from 'react'
import ReactMarkdown from 'react-markdown'
import { isTangled } from './bounded'
import { ELEMENT_PLUGINS, TEXT_PLUGINS } from './reading'
import styles from './markdown.module.css'

export const Markdown = memo(function Markdown({ text }: { text: string }) {
  return (
    <div className={styles.text}>
      {isTangled(text) ? (
        <pre tabIndex={0}>{text}</pre>
      ) : (
        <ReactMarkdown
          remarkPlugins={TEXT_PLUGINS}
          rehypePlugins={ELEMENT_PLUGINS}
          // Addresses have been looked at on the way, and hold nothing else.
          urlTransform={(address) => address}
        >
          {text}
        </ReactMarkdown>
      )}
    </div>
  )
})
