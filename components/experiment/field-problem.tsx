/** What is wrong with a part of the form that is no single field, beside that part. */
import { fieldId } from './field-id'
import type { ProblemsByPath } from './problems-by-path'
import styles from './experiment.module.css'

export function FieldProblem({ problems, path }: { problems: ProblemsByPath; path: string }) {
  const message = problems.at(path)
  if (message === null) return null
  return (
    // Can take the focus, so that the list of problems leads here.
    <p id={fieldId(path)} tabIndex={-1} className={styles.problem}>
      {message}
    </p>
  )
}
