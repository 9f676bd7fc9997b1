/** A strategy and its parameters as a person writes them on the command line. */
import type { z } from 'zod'
import { problemsOfIssues, wordIssue } from '@/lib/core/experiment/spec-problem'
import { schemaFields, type SchemaField } from '@/lib/core/schema/schema-fields'
import { installedCatalogue } from '@/lib/config/own-catalogue'
import type { Catalogue, KnownStrategy } from '@/lib/core/strategy/catalogue'
import { CommandError, EXIT } from './exit-code'

export interface NamedStrategy {
  definition: KnownStrategy
  /** Checked, with the defaults filled in. */
  params: Record<string, unknown>
}

/**
 * Finds the strategy and reads `key=value` texts by the types of its schema.
 * @param catalogue left out = as this installation knows it
 * @throws CommandError (exit code 2) that says what is accepted
 */
export function readStrategy(
  name: string,
  texts: readonly string[],
  catalogue: Catalogue = installedCatalogue(),
): NamedStrategy {
  const definition = catalogue.find(name)
  if (!definition)
    throw usage(
      `There is no strategy "${name}". There are: ${catalogue.all.map((known) => known.name).join(', ')}.`,
    )
  const fields = schemaFields(definition.params)
  const given = texts.map((text): [string, unknown] => readParam(text, name, fields))
  const result = definition.params.safeParse(Object.fromEntries(given), { error: wordIssue })
  if (result.success) return { definition, params: result.data as Record<string, unknown> }
  throw usage(describeProblems(name, result.error))
}

/** For commander: collects an option that may be given several times. */
export function collect(text: string, before: readonly string[]): string[] {
  return [...before, text]
}

function readParam(text: string, strategy: string, fields: readonly SchemaField[]): [string, unknown] {
  const place = text.indexOf('=')
  if (place < 1) throw usage(`--param ${text}: write it as name=value.`)
  const [key, value] = [text.slice(0, place), text.slice(place + 1)]
  const field = fields.find(({ name }) => name === key)
  if (!field) {
    const known = fields.map(({ name }) => name).join(', ')
    throw usage(
      `--param ${text}: ${strategy} has no parameter "${key}". It has ${known === '' ? 'none' : known}.`,
    )
  }
  return [key, typed(value, field.kind)]
}

/** What cannot be read as its type stays as it is, so that the schema says what it wants. */
function typed(value: string, kind: SchemaField['kind']): unknown {
  if (kind === 'number') return value.trim() === '' || Number.isNaN(Number(value)) ? value : Number(value)
  if (kind === 'switch') return value === 'true' ? true : value === 'false' ? false : value
  return value
}

function describeProblems(name: string, error: z.ZodError): string {
  const problems = problemsOfIssues(error.issues).map(({ path, message }) => `${path}: ${message}`)
  return `${name} cannot have these parameters: ${problems.join('; ')}.`
}

function usage(message: string): CommandError {
  return new CommandError(message, EXIT.usage)
}
