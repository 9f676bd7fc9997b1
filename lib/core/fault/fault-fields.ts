/** Fields that many faults share, so that the same thing has the same choices, title and words everywhere. */
import { z } from 'zod'
import type { Capability } from './fault'
import { ONE_MEMBER } from './one-member'

/** Longer than ten minutes is longer than any window. */
const LONGEST_MS = 600_000

/** The members that a fault can be aimed at. Members are numbered as the lab lists them. */
export const TARGET_MEMBERS = ['all', ...ONE_MEMBER] as const
export type TargetMembers = (typeof TARGET_MEMBERS)[number]

/** What every toxic has: whose link, which link, which way, and on how many connections. */
export const linkFields = {
  on: z.enum(TARGET_MEMBERS).default('all').meta({
    title: 'Members',
    description:
      'Whose link is disturbed. leader and follower are whoever it is when the fault begins; the follower is the voting member after the leader.',
  }),
  link: z.enum(['client', 'peer', 'both']).default('client').meta({
    title: 'Link',
    description:
      'client = between callers and the member; peer = what other members open to it; both = either of them.',
  }),
}

/** The fields of a toxic: a link and a direction, and the share of connections that have it. */
export const toxicFields = {
  ...linkFields,
  stream: z.enum(['downstream', 'upstream']).default('downstream').meta({
    title: 'Direction',
    description: 'downstream = what the member sends back; upstream = what is sent to it.',
  }),
  toxicity: z.number().positive().max(1).default(1).meta({
    title: 'Share of connections',
    unit: '0 to 1',
    description:
      'Drawn once per connection when the fault begins on it, never per request: of two connections with 0.5, both may be disturbed, or none.',
  }),
}

/** A duration in whole or fractional milliseconds, 0 included. */
export function milliseconds(byDefault: number, title: string, description: string) {
  return z.number().min(0).max(LONGEST_MS).default(byDefault).meta({ title, unit: 'ms', description })
}

/** A whole number of bytes, 0 excluded. */
export function bytes(byDefault: number, title: string, description: string) {
  return z
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .default(byDefault)
    .meta({ title, unit: 'bytes', description })
}

type LinkParams = z.output<z.ZodObject<typeof linkFields>>
type ToxicParams = z.output<z.ZodObject<typeof toxicFields>>

/** What a lab must have for a fault on this link. */
export function linkNeeds({ link }: LinkParams): readonly Capability[] {
  return link === 'client' ? ['toxics'] : ['toxics', 'peer-link']
}

/** "all members", "the leader, peer link": where a fault acts, in words. */
export function describeLink({ on, link }: LinkParams): string {
  const members = on === 'all' ? 'all members' : on.startsWith('member-') ? on : `the ${on}`
  if (link === 'client') return members
  return `${members}, ${link === 'peer' ? 'peer link' : 'client and peer links'}`
}

/** "downstream, all members, on 30 % of connections" */
export function describeToxicFields(params: ToxicParams): string {
  const share = params.toxicity === 1 ? '' : `, on ${+(100 * params.toxicity).toFixed(2)} % of connections`
  return `${params.stream}, ${describeLink(params)}${share}`
}
