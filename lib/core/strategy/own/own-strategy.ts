/** A user's own strategy as everybody but the worker knows it: described, never run. */
import { z } from 'zod'
import type { StrategyDescription } from '../strategy'
import { paramFieldsSchema, schemaOfFields } from './param-fields'

/** What a file in the folder of own strategies says about its strategy. */
export const ownDescriptionSchema = z.object({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'a name is small letters, digits and hyphens'),
  title: z.string().trim().min(1).max(60),
  description: z.string().trim().min(1).max(1_000),
  params: paramFieldsSchema.default({}),
})
export type OwnDescription = z.output<typeof ownDescriptionSchema>

/** The file by which the worker tells the web server and the command line which strategies it has loaded. */
export const ownManifestSchema = z.object({
  version: z.literal(1),
  strategies: z.array(ownDescriptionSchema),
})
export type OwnManifest = z.output<typeof ownManifestSchema>

/** Description as of any other strategy. Its delays are its own business: nobody knows bounds without running it. */
export function describeOwn({ name, title, description, params }: OwnDescription): StrategyDescription {
  return { name, title, group: 'own', description, params: schemaOfFields(params), delayBounds: () => null }
}
