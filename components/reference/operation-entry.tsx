/** One operation of the reference: what it takes, what it answers, how it refuses. */
import Link from 'next/link'
import { problemsOf, type Json, type OpenApiDocument } from '@/lib/core/api/openapi'
import type { Operation } from '@/lib/core/api/operation'
import { outline } from '@/lib/core/api/outline'
import { problemKinds, problemType, type ProblemKind } from '@/lib/core/api/problem-kinds'
import { ParameterTable, type Parameter } from './parameter-table'
import styles from './reference.module.css'

type Content = Record<string, { schema?: Json }>

/** As the document has it; only what is read here. */
interface Described {
  description: string
  parameters?: Parameter[]
  requestBody?: { description: string; content: Content }
  responses: Record<string, { description?: string; content?: Content }>
}

const METHOD_TONES: Partial<Record<Operation['method'], string>> = { GET: 'accent', DELETE: 'bad' }

export function OperationEntry({ operation, document }: { operation: Operation; document: OpenApiDocument }) {
  const { id, method, path, summary, access } = operation
  const described = document.paths[path]?.[method.toLowerCase()] as unknown as Described
  const named = document.components.schemas as Record<string, Json>
  return (
    <li id={id} className={styles.operation}>
      <details>
        <summary>
          <span className={styles.method} data-tone={METHOD_TONES[method]}>
            {method}
          </span>
          <code className={styles.path}>{path}</code>
          <span className={styles.summary}>{summary}</span>
          <span className={styles.access}>{access}</span>
        </summary>
        <div className={styles.inside}>
          <p>{described.description}</p>
          {described.parameters ? <ParameterTable parameters={described.parameters} of={id} /> : null}
          {described.requestBody ? (
            <Part
              title="Body"
              of={id}
              words={described.requestBody.description}
              named={named}
              content={described.requestBody.content}
            />
          ) : null}
          {Object.keys(operation.answers).map((status) => {
            const { description = '', content = {} } = described.responses[status] ?? {}
            return (
              <Part
                key={status}
                title={`Answer ${status}`}
                of={id}
                words={description}
                named={named}
                content={content}
              />
            )
          })}
          <h3>Refusals</h3>
          <ul className={styles.refusals}>
            {[...problemsOf(operation)].sort(byStatus).map((kind) => (
              <li key={kind}>
                <Link href={problemType(kind)} prefetch={false} className={styles.link}>
                  {problemKinds[kind].status} {kind}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      </details>
    </li>
  )
}

function byStatus(a: ProblemKind, b: ProblemKind): number {
  return problemKinds[a].status - problemKinds[b].status
}

/** What is sent one way: its types, and its form where it is JSON. */
function Part({
  title,
  of,
  words,
  content,
  named,
}: {
  title: string
  of: string
  words: string
  content: Content
  named: Record<string, Json>
}) {
  const types = Object.keys(content)
  const schema = Object.values(content).find((one) => one.schema !== undefined)?.schema
  const form = schema === undefined ? '' : outline(schema, named)
  return (
    <>
      <h3>{title}</h3>
      <p>
        {words}{' '}
        {types.map((type) => (
          <code key={type} className={styles.type}>
            {type}
          </code>
        ))}
      </p>
      {form === '' ? null : (
        <pre tabIndex={0} aria-label={`${title} of ${of}`}>
          <code>{form}</code>
        </pre>
      )}
    </>
  )
}
