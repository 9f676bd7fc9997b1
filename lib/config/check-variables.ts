/** Variables against a schema, with an error for people. */
import type { z } from 'zod'
import { EnvironmentError } from './environment'

/**
 * The values that the schema makes of the variables.
 * @throws EnvironmentError naming each variable that is wrong and what is accepted
 */
export function checkVariables<Schema extends z.ZodType>(
  schema: Schema,
  variables: unknown,
): z.output<Schema> {
  const result = schema.safeParse(variables)
  if (result.success) return result.data
  throw new EnvironmentError(
    `The lab's settings are not accepted: ${result.error.issues
      .map((issue) => `${issue.path.join('.')} ${issue.message}`)
      .join('; ')}.`,
  )
}
