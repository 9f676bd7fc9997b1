/** Reads what a form or a command line needs to know from any zod object schema: the registries describe their own fields. */
import { z } from 'zod'

export interface SchemaField {
  name: string
  title: string
  unit: string | null
  description: string | null
  kind: 'number' | 'choice' | 'switch' | 'text'
  options: string[]
  minimum: number | undefined
  maximum: number | undefined
  whole: boolean
  defaultValue: number | string | boolean | undefined
  /** The only kind of target that the field is about; null = any. */
  onlyFor: string | null
}

const property = z.object({
  type: z.string().optional(),
  title: z.string().optional(),
  unit: z.string().optional(),
  description: z.string().optional(),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  maximum: z.number().optional(),
  default: z.unknown().optional(),
  onlyFor: z.string().optional(),
})
const objectSchema = z.object({ properties: z.record(z.string(), z.unknown()).default({}) })

/** The fields of an object schema in its order. Properties that are objects or lists are left to their own controls. */
export function schemaFields(schema: z.ZodType): SchemaField[] {
  const described = objectSchema.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))
  return Object.entries(described.properties).flatMap(([name, raw]) => {
    const parsed = property.safeParse(raw)
    return parsed.success ? (toField(name, parsed.data) ?? []) : []
  })
}

function toField(name: string, described: z.output<typeof property>): SchemaField | null {
  const kind = kindOf(described)
  if (kind === null) return null
  const fallback = described.default
  return {
    name,
    title: described.title ?? name,
    unit: described.unit ?? null,
    description: described.description ?? null,
    kind,
    options: described.enum ?? [],
    minimum: described.minimum ?? described.exclusiveMinimum,
    maximum: described.maximum,
    whole: described.type === 'integer',
    defaultValue:
      typeof fallback === 'number' || typeof fallback === 'string' || typeof fallback === 'boolean'
        ? fallback
        : undefined,
    onlyFor: described.onlyFor ?? null,
  }
}

function kindOf({ type, enum: options }: z.output<typeof property>): SchemaField['kind'] | null {
  if (options) return 'choice'
  if (type === 'number' || type === 'integer') return 'number'
  if (type === 'boolean') return 'switch'
  return type === 'string' ? 'text' : null
}
