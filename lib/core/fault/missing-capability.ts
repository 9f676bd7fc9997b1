/** Why a lab cannot inject a fault, and which of its parameters asks too much. Pure. */
import { schemaFields } from '../schema/schema-fields'
import type { FaultDefinition, LabCapabilities } from './fault'

/** The reason, a sentence for people; null when the lab can do it. @param params checked ones */
export function missingCapability(
  { needs }: Pick<FaultDefinition, 'needs'>,
  params: unknown,
  capabilities: LabCapabilities,
): string | null {
  for (const capability of needs(params)) {
    const answer = capabilities[capability]
    if (answer !== true) return answer
  }
  return null
}

/** The choice without which the lab could do it: with another of its options it can. Null = it lies at the fault itself. */
export function demandingParam(
  definition: FaultDefinition,
  params: Record<string, unknown>,
  capabilities: LabCapabilities,
): string | null {
  const isWayOut = (name: string, option: string) =>
    missingCapability(definition, { ...params, [name]: option }, capabilities) === null
  const demanding = schemaFields(definition.params).find(({ name, options }) =>
    options.some((option) => isWayOut(name, option)),
  )
  return demanding?.name ?? null
}

/** Why a fault cannot be had at all, whichever option of a choice is taken; null when it can. */
export function faultBeyondLab(definition: FaultDefinition, capabilities: LabCapabilities): string | null {
  const params = definition.params.parse({}) as Record<string, unknown>
  const reason = missingCapability(definition, params, capabilities)
  return reason === null || demandingParam(definition, params, capabilities) !== null ? null : reason
}
