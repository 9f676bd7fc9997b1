/** Every kind of refusal; the `type` of a refusal leads here. */
import Link from 'next/link'
import { Panel } from '@/components/ui/panel'
import { PROBLEM_KINDS, problemKinds, problemType } from '@/lib/core/api/problem-kinds'
import styles from './reference.module.css'
import ui from '@/components/ui/ui.module.css'

export function ProblemsPage() {
  return (
    <div className={ui.stack}>
      <div>
        <h1>Refusals of the API</h1>
        <p className={ui.secondary}>
          Every refusal is JSON with the media type <code>application/problem+json</code> (RFC 9457). Programs
          go by its <code>type</code>, which never changes; <code>title</code> and <code>detail</code> are for
          people.{' '}
          <Link href="/api-reference" className={styles.link}>
            All operations
          </Link>
        </p>
      </div>
      <Panel title="Kinds" note={`${PROBLEM_KINDS.length} of them`}>
        <ul className={styles.kinds}>
          {PROBLEM_KINDS.map((kind) => {
            const { status, title, explanation } = problemKinds[kind]
            return (
              <li key={kind} id={kind} className={styles.kind}>
                <h3>
                  <span className={styles.status}>{status}</span> {title}
                </h3>
                <code className={styles.type}>{problemType(kind)}</code>
                <p>{explanation}</p>
              </li>
            )
          })}
        </ul>
      </Panel>
    </div>
  )
}
