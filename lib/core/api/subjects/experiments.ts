/** Operations on what experiments can be made of: presets, strategies, and what the lab can do. */
import { z } from 'zod'
import type { PresetDetail, PresetItem, PublishedClaim } from '../../experiment/presets/preset-item'
import { labCapabilitiesSchema } from '../../fault/lab-capabilities'
import type { Source } from '../../published/claim'
import { STRATEGY_GROUPS } from '../../strategy/strategy'
import type { StrategyItem } from '../../strategy/strategy-item'
import { operation } from '../operation'
import { sameType, untold } from '../same-type'

const subject = 'Experiments'

const sourceSchema = sameType<Source>()(
  z.object({
    article: z.union([z.literal(1), z.literal(2)]),
    section: z.string(),
    title: z.string(),
    quote: z.string().meta({ description: 'The article’s own words, in its language.' }),
  }),
)

const itemShape = {
  name: z.string(),
  title: z.string(),
  description: z.string(),
  source: sourceSchema.nullable().meta({ description: 'Where it was published; null = nowhere.' }),
  claims: z.int().meta({ description: 'How many are published.' }),
  trials: z.int(),
  strategies: z.int(),
  minMs: z.number().meta({ description: 'The shortest that it can take.' }),
  refusal: z.string().nullable().meta({ description: 'Why the lab at hand cannot do it.' }),
}

const presetItemSchema = sameType<PresetItem>()(z.object(itemShape).meta({ id: 'Preset' }))

const claimSchema = sameType<PublishedClaim>()(
  z.object({
    strategy: z.string().nullable().meta({ description: 'Its label; null = the whole run.' }),
    metric: z.string(),
    unit: z.string(),
    published: z.string().meta({ description: 'As the article has it.' }),
    arithmetic: z
      .object({ figure: z.string(), because: z.string() })
      .nullable()
      .meta({ description: 'What follows from the spec alone.' }),
  }),
)

const presetSchema = sameType<PresetDetail>()(
  z.object({
    ...itemShape,
    spec: untold<PresetDetail['spec']>(
      'The experiment, with all defaults filled in: POST /api/runs takes it.',
    ),
    published: z.array(claimSchema),
  }),
)

const strategySchema = sameType<StrategyItem>()(
  z
    .object({
      name: z.string().meta({ description: 'As `use` in a spec has it.' }),
      title: z.string(),
      group: z.enum(STRATEGY_GROUPS),
      description: z.string(),
      params: z.record(z.string(), z.unknown()).meta({
        description: 'JSON Schema of its parameters, with titles, units, bounds and defaults.',
      }),
      needs: z.array(z.enum(['leader', 'revisions'])),
      outOfReach: z
        .record(z.string(), z.string())
        .meta({ description: 'Faults that cannot reach it, and why.' }),
    })
    .meta({ id: 'Strategy' }),
)

export const listPresets = operation({
  id: 'listPresets',
  method: 'GET',
  path: '/api/presets',
  subject,
  summary: 'All presets, and whether the lab at hand can do them',
  access: 'viewer',
  answers: {
    200: { description: 'In their order.', schema: z.object({ presets: z.array(presetItemSchema) }) },
  },
})

export const readPreset = operation({
  id: 'readPreset',
  method: 'GET',
  path: '/api/presets/{name}',
  subject,
  summary: 'A preset with its spec, and what is published about it',
  access: 'viewer',
  params: z.object({ name: z.string() }),
  answers: { 200: { description: 'The preset.', schema: presetSchema } },
  problems: ['not-found'],
})

export const listStrategies = operation({
  id: 'listStrategies',
  method: 'GET',
  path: '/api/strategies',
  subject,
  summary: 'All strategies that a spec can name here, your own ones too, with their parameters',
  access: 'viewer',
  answers: {
    200: { description: 'By group.', schema: z.object({ strategies: z.array(strategySchema) }) },
  },
})

export const readLab = operation({
  id: 'readLab',
  method: 'GET',
  path: '/api/lab',
  subject,
  summary: 'What the lab can do, and which upstreams an experiment may be aimed at',
  access: 'viewer',
  answers: {
    200: {
      description: 'Each capability is true, or the reason why it is not there.',
      schema: z.object({
        lab: labCapabilitiesSchema.nullable().meta({ description: 'Null until a worker has looked.' }),
        upstreams: z.array(z.string()),
      }),
    },
  },
})
