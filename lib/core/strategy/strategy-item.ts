/** What lists tell of a strategy. */
import { z } from 'zod'
import type { StrategyDescription, StrategyGroup } from './strategy'

export interface StrategyItem {
  /** As written in a spec. */
  name: string
  title: string
  group: StrategyGroup
  description: string
  /** JSON Schema (draft 2020-12) of its parameters, with their titles, units, bounds and defaults. */
  params: Record<string, unknown>
  /** What the target must be able to tell. */
  needs: ('leader' | 'revisions')[]
  /** Faults that cannot reach it, each with the reason. */
  outOfReach: Record<string, string>
}

export function strategyItem({
  name,
  title,
  group,
  description,
  params,
  needs = [],
  outOfReach = {},
}: StrategyDescription): StrategyItem {
  const schema = z.toJSONSchema(params, { io: 'input', unrepresentable: 'any' })
  return {
    ...{ name, title, group, description },
    ...{ params: schema as Record<string, unknown>, needs: [...needs], outOfReach: { ...outOfReach } },
  }
}
