/**
 * Parameters of a user's own strategy as plain data, in the words of JSON Schema: they travel in a file from the worker,
 * which runs the user's code, to the form, which never does.
 */
import { z } from 'zod'

const words = {
  title: z.string().min(1).max(60).optional(),
  unit: z.string().min(1).max(20).optional(),
  description: z.string().min(1).max(500).optional(),
}

const numberField = z.strictObject({
  type: z.enum(['number', 'integer']),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  default: z.number(),
  ...words,
})
const booleanField = z.strictObject({ type: z.literal('boolean'), default: z.boolean(), ...words })
const textField = z.strictObject({
  type: z.literal('string'),
  /** The values to choose from; without it any text of at most 500 characters. */
  enum: z.array(z.string().min(1).max(60)).min(1).max(50).optional(),
  default: z.string().max(500),
  ...words,
})
const field = z.discriminatedUnion('type', [numberField, booleanField, textField])
type Field = z.output<typeof field>

/** name → field. Each needs a default that its own limits allow. */
export const paramFieldsSchema = z
  .record(z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/, 'a parameter is named like maxAttempts'), field)
  .superRefine((fields, context) => {
    for (const [name, described] of Object.entries(fields)) {
      const result = schemaOf(described).safeParse(described.default)
      if (!result.success)
        context.addIssue({
          code: 'custom',
          path: [name, 'default'],
          message: `the default does not fit: ${result.error.issues[0]?.message ?? 'it is refused'}`,
        })
    }
  })
export type ParamFields = z.output<typeof paramFieldsSchema>

/** The schema that these fields describe: strict, with defaults, titles and units, as any strategy's. */
export function schemaOfFields(fields: ParamFields): z.ZodType<Record<string, unknown>> {
  return z.strictObject(
    Object.fromEntries(Object.entries(fields).map(([name, described]) => [name, withDefault(described)])),
  )
}

function withDefault({ title, unit, description, ...described }: Field): z.ZodType {
  const meta = Object.entries({ title, unit, description }).filter(([, text]) => text !== undefined)
  return schemaOf(described).default(described.default).meta(Object.fromEntries(meta))
}

function schemaOf(described: Field): z.ZodType {
  switch (described.type) {
    case 'boolean':
      return z.boolean()
    case 'string':
      return described.enum ? z.enum(described.enum) : z.string().max(500)
    case 'number':
    case 'integer': {
      const kind = described.type === 'integer' ? z.int() : z.number()
      return kind.min(described.minimum ?? -Infinity).max(described.maximum ?? Infinity)
    }
  }
}
