/** What an experiment is aimed at: the lab's etcd, our own HTTP upstream, or one of the user's own that the lab may reach. */
import { z } from 'zod'
import type { StrategyDescription } from '../strategy/strategy'
import { upstreamBehaviourSchema } from '../target/http-upstream'
import type { SpecProblem } from './spec-problem'

/** The upstream that the lab starts itself. */
export const OWN_UPSTREAM = 'own'
const OWN_PATHS = { readPath: '/data', writePath: '/orders' } as const

const path = (preset: string) =>
  z
    .string()
    .max(2_000)
    // Printable ASCII without spaces, as it goes into the request line.
    .regex(/^\/(?!\/)[\x21-\x7e]*$/, 'must begin with one slash and hold no spaces: /data')
    .default(preset)

/** For forms: what stands beside the upstream's behaviour. */
export const httpTargetFields = z.strictObject({
  kind: z.literal('http'),
  upstream: z.string().min(1).max(60).default(OWN_UPSTREAM).meta({
    title: 'Upstream',
    description: 'own = the one the lab brings along; or a name of the list in RETRYSCOPE_UPSTREAMS.',
  }),
  readPath: path(OWN_PATHS.readPath).meta({
    title: 'Path of gets',
    description: 'GET; {key} stands for the number of the key.',
  }),
  writePath: path(OWN_PATHS.writePath).meta({
    title: 'Path of puts',
    description: 'POST with a JSON body; {key} stands for the number of the key.',
  }),
  maxConnections: z.int().min(1).max(1_024).default(256).meta({
    title: 'Max connections',
    unit: 'per arm',
    description: 'Attempts above it wait for a connection; those that get none in time were never sent.',
  }),
  behaviour: upstreamBehaviourSchema.optional(),
})

/** An HTTP target; our own upstream always has a behaviour, others never have one. */
export const httpTargetSchema = httpTargetFields
  .superRefine(({ upstream, behaviour, readPath, writePath }, context) => {
    if (upstream !== OWN_UPSTREAM && behaviour)
      context.addIssue({
        code: 'custom',
        path: ['behaviour'],
        message: `only the upstream "${OWN_UPSTREAM}" can be told how to behave; leave it out`,
      })
    for (const [name, given] of Object.entries({ readPath, writePath }))
      if (upstream === OWN_UPSTREAM && given !== OWN_PATHS[name as keyof typeof OWN_PATHS])
        context.addIssue({
          code: 'custom',
          path: [name],
          message: `our own upstream serves ${OWN_PATHS.readPath} and ${OWN_PATHS.writePath} only; leave it out`,
        })
  })
  .transform((target) =>
    target.upstream === OWN_UPSTREAM
      ? { ...target, behaviour: target.behaviour ?? upstreamBehaviourSchema.parse({}) }
      : target,
  )
export type HttpTarget = z.output<typeof httpTargetSchema>

export const targetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('etcd') }),
  httpTargetSchema,
])
export type Target = z.output<typeof targetSchema>

interface Aimed {
  target: Target
  strategies: readonly { use: string }[]
}

/**
 * What cannot be aimed at this target.
 * @param upstreams names of the user's own that may be named; null = the spec was checked before
 * @param find describes a strategy, where it is known
 */
export function targetProblems(
  { target, strategies }: Aimed,
  upstreams: readonly string[] | null,
  find: (use: string) => Pick<StrategyDescription, 'title' | 'needs' | 'client'> | undefined,
): SpecProblem[] {
  if (target.kind === 'etcd') return []
  const isOwn = target.upstream === OWN_UPSTREAM
  const problems: SpecProblem[] = []
  if (!isOwn && upstreams && !upstreams.includes(target.upstream))
    problems.push({ path: 'target.upstream', message: unknownUpstream(target.upstream, upstreams) })
  for (const [index, { use }] of strategies.entries()) {
    const strategy = find(use)
    const path = `strategies.${index}.use`
    if (strategy?.client)
      problems.push({
        path,
        message: `${strategy.title} brings a client of its own along, which speaks to etcd only`,
      })
    if (strategy?.needs?.includes('leader'))
      problems.push({ path, message: `${strategy.title} watches etcd’s leader, and an HTTP target has none` })
    if (strategy?.needs?.includes('revisions') && !isOwn)
      problems.push({
        path,
        message: `${strategy.title} compares revisions, which only etcd and the upstream "${OWN_UPSTREAM}" tell; use "guarded" with an idempotency key`,
      })
  }
  return problems
}

function unknownUpstream(name: string, upstreams: readonly string[]): string {
  const looksLikeAddress = /[:/.]/.test(name)
  const accepted = [OWN_UPSTREAM, ...upstreams].join(', ')
  return (
    `${looksLikeAddress ? 'requests go to named upstreams only, never to an address of the spec' : `unknown upstream "${name}"`}; ` +
    `accepted: ${accepted}. Whoever runs Retryscope lists others in RETRYSCOPE_UPSTREAMS (name=host:port)`
  )
}
