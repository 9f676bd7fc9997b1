/** Version and tags of a run; each tag leads to the runs that carry it. */
import Link from 'next/link'
import styles from './run-labels.module.css'

export function RunLabels({ version, tags }: { version: string | null; tags: readonly string[] }) {
  if (version === null && tags.length === 0) return null
  return (
    <span className={styles.labels}>
      {version === null ? null : (
        <code className={styles.version} title="Version of the system under test">
          {version}
        </code>
      )}
      {tags.map((tag) => (
        <Link
          key={tag}
          className={styles.tag}
          href={`/runs?${new URLSearchParams({ tag })}`}
          prefetch={false}
          aria-label={`Runs tagged ${tag}`}
        >
          {tag}
        </Link>
      ))}
    </span>
  )
}
