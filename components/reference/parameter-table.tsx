/** What goes into the path, behind the question mark, or into a header. */
import styles from './reference.module.css'
import ui from '@/components/ui/ui.module.css'

export interface Parameter {
  name: string
  in: string
  required: boolean
  description?: string
  schema: {
    type?: string
    enum?: readonly (string | number)[]
    default?: unknown
    minimum?: number
    maximum?: number
  }
}

export function ParameterTable({ parameters, of }: { parameters: readonly Parameter[]; of: string }) {
  return (
    <>
      <h3>Parameters</h3>
      <div className={ui.tableScroll} tabIndex={0} role="region" aria-label={`Parameters of ${of}`}>
        <table className={`${ui.table} ${styles.parameters}`}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">In</th>
              <th scope="col">Value</th>
              <th scope="col">Meaning</th>
            </tr>
          </thead>
          <tbody>
            {parameters.map(({ name, in: place, required, description, schema }) => (
              <tr key={name}>
                <th scope="row">
                  <code>{name}</code>
                </th>
                <td>
                  {place}
                  {required ? '' : ', optional'}
                </td>
                <td>{valueWords(schema)}</td>
                <td>{description ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

function valueWords({
  type = 'any',
  enum: values,
  default: usual,
  minimum,
  maximum,
}: Parameter['schema']): string {
  const what = values ? values.join(', ') : type
  // Zod writes the largest safe integer where there is no bound.
  const bounded = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER
  const range =
    minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER
      ? bounded
        ? `, ${minimum} to ${maximum}`
        : `, at least ${minimum}`
      : ''
  return `${what}${range}${usual === undefined || usual === '' ? '' : `; default ${String(usual)}`}`
}
