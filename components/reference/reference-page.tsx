/** The API to read: the same operations that the server goes by. */
import Link from 'next/link'
import { Panel } from '@/components/ui/panel'
import { openApi } from '@/lib/core/api/openapi'
import { operations } from '@/lib/core/api/operations'
import { OperationEntry } from './operation-entry'
import { ReferenceRules } from './reference-rules'
import styles from './reference.module.css'
import ui from '@/components/ui/ui.module.css'

/** @param origin where this server is reached @param withAccounts somebody has to sign in */
export function ReferencePage(server: { origin: string; withAccounts: boolean }) {
  const document = openApi(operations)
  const subjects = [...new Set(operations.map(({ subject }) => subject))]
  return (
    <div className={ui.stack}>
      <div>
        <h1>API reference</h1>
        <p className={ui.secondary}>
          Everything that the pages show and do, for programs. For tools, the same as{' '}
          <a href="/api/openapi.json" className={styles.link}>
            OpenAPI 3.1
          </a>
          ;{' '}
          <Link href="/api-reference/problems" className={styles.link}>
            every kind of refusal
          </Link>{' '}
          has a page of its own.
        </p>
      </div>
      <Panel title="What holds for all">
        <ReferenceRules {...server} />
      </Panel>
      {subjects.map((subject) => {
        const own = operations.filter((operation) => operation.subject === subject)
        return (
          <Panel
            key={subject}
            title={subject}
            note={`${own.length} ${own.length === 1 ? 'operation' : 'operations'}`}
          >
            <ul className={styles.operations}>
              {own.map((operation) => (
                <OperationEntry key={operation.id} operation={operation} document={document} />
              ))}
            </ul>
          </Panel>
        )
      })}
    </div>
  )
}
