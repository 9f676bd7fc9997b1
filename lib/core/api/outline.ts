/** A JSON Schema as lines that people read: names, types, what a value means. */
import type { Json } from './openapi'

type Schema = Record<string, Json>

/** Deeper than this nobody reads a description; the document itself has all. */
const MAX_DEPTH = 6
const MOST_CHOICES = 6

/** @param named schemas by name, as references have them; each is taken apart once on the way down */
export function outline(schema: Json, named: Record<string, Json>): string {
  return linesOf(schema as Schema, named, 0, []).join('\n')
}

function linesOf(
  schema: Schema,
  named: Record<string, Json>,
  depth: number,
  seen: readonly string[],
): string[] {
  const [open, within] = resolve(schema, named, seen)
  const indent = '  '.repeat(depth)
  if (open === null || depth > MAX_DEPTH) return []
  const options = (open.anyOf ?? open.oneOf) as Schema[] | undefined
  if (options) {
    const inside = options.filter((option) => isOpen(option, named))
    if (inside.length < 2) return inside.flatMap((option) => linesOf(option, named, depth, within))
    return inside.flatMap((option, index) => [
      ...(index === 0 ? [] : [`${indent}— or —`]),
      ...linesOf(option, named, depth, within),
    ])
  }
  if (open.type === 'array') return linesOf(open.items as Schema, named, depth, within)
  const required = (open.required ?? []) as string[]
  return Object.entries((open.properties ?? {}) as Record<string, Schema>).flatMap(([name, property]) => [
    `${indent}${name}${required.includes(name) ? '' : '?'}: ${typeOf(property, named)}${remark(property)}`,
    ...linesOf(property, named, depth + 1, within),
  ])
}

/** What a reference leads to; null where that stands above already. */
function resolve(
  schema: Schema,
  named: Record<string, Json>,
  seen: readonly string[],
): [Schema | null, readonly string[]] {
  const name = nameOf(schema)
  if (name === null) return [schema, seen]
  return seen.includes(name) ? [null, seen] : [named[name] as Schema, [...seen, name]]
}

function nameOf({ $ref }: Schema): string | null {
  return typeof $ref === 'string' ? ($ref.split('/').at(-1) ?? null) : null
}

/** Whether there is something inside to be told. */
function isOpen(schema: Schema, named: Record<string, Json>): boolean {
  const name = nameOf(schema)
  const { type, properties, items } = name === null ? schema : (named[name] as Schema)
  return type === 'array' ? isOpen(items as Schema, named) : properties !== undefined
}

function typeOf(schema: Schema, named: Record<string, Json>): string {
  const name = nameOf(schema)
  if (name !== null) return name
  const options = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined
  if (options) return [...new Set(options.map((option) => typeOf(option, named)))].join(' or ')
  if (schema.enum) return choices(schema.enum as Json[])
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.type === 'array')
    return schema.prefixItems
      ? `[${(schema.prefixItems as Schema[]).map((item) => typeOf(item, named)).join(', ')}]`
      : `list of ${typeOf((schema.items ?? {}) as Schema, named)}`
  return typeof schema.type === 'string' ? schema.type : 'any'
}

/** Values that may be chosen; of many only the first. */
function choices(values: readonly Json[]): string {
  const words = values.map((value) => JSON.stringify(value))
  if (words.length <= MOST_CHOICES) return words.join(' or ')
  return `${words.slice(0, MOST_CHOICES).join(' or ')} or ${words.length - MOST_CHOICES} more`
}

function remark({ description, default: usual, 'x-unit': unit }: Schema): string {
  const words = [
    unit === undefined ? null : `in ${String(unit)}`,
    usual === undefined ? null : `default ${JSON.stringify(usual)}`,
    typeof description === 'string' ? description : null,
  ].filter((word) => word !== null)
  return words.length === 0 ? '' : `   # ${words.join('; ')}`
}
