/** Share links: what is chosen when one is made, and what a list says of it. The link itself is told once and kept nowhere. */
import { z } from 'zod'
import type { AuditDetail } from '../audit/actions'
import { MAX_COMPARED_RUNS } from '../comparison/compared-runs'
import { comparisonViewSchema, runViewSchema } from '../export/view'
import { hasTurning, isSeen } from '../words/signs'

export const DEFAULT_EXPIRY_DAYS = 30
const MAX_EXPIRY_DAYS = 3650
/** Shorter ones are found by trying. */
export const MIN_PASSWORD_LENGTH = 8

/** What is left out of a sealed page. */
export const hiddenSchema = z
  .strictObject({
    hosts: z
      .boolean()
      .default(true)
      .meta({ description: 'Names and addresses of hosts, wherever they stand.' }),
    machine: z.boolean().default(false).meta({ description: 'Machine, lab and program versions.' }),
    labels: z
      .boolean()
      .default(false)
      .meta({ description: 'Tags, and the version of the system under test.' }),
    authors: z
      .boolean()
      .default(false)
      .meta({ description: 'Names of whoever wrote its comments, wherever they stand.' }),
    words: z
      .array(z.string().trim().min(2).max(100))
      .max(20)
      .default([])
      .meta({ description: 'Further words that are to be hidden, for example the name of a project.' }),
  })
  .prefault({})
export type Hidden = z.output<typeof hiddenSchema>

/** "https://wiki.example.com", as a browser names the site that frames something. */
export const originSchema = z
  .string()
  .max(200)
  .regex(
    /^https?:\/\/(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?::\d{1,5})?$/i,
    'an origin has a scheme, a host and nothing else, such as https://wiki.example.com',
  )
  // What is no origin at all has been told already.
  .refine(
    (origin) => !/:\d+$/.test(origin) || URL.canParse(origin),
    'there is no such port: the last one is 65535',
  )

const common = {
  title: z
    .string()
    .trim()
    .max(200)
    .refine(isSeen, 'a title says something')
    .refine((title) => !hasTurning(title), 'it has a character that turns its letters around; type it anew')
    .optional()
    .meta({ description: 'In place of the run’s own.' }),
  expiresInDays: z
    .int()
    .min(1)
    .max(MAX_EXPIRY_DAYS)
    .nullable()
    .default(DEFAULT_EXPIRY_DAYS)
    .meta({ description: 'Null = never.' }),
  password: z
    .string()
    .min(MIN_PASSWORD_LENGTH, `at least ${MIN_PASSWORD_LENGTH} characters`)
    .max(200)
    .nullable()
    .default(null)
    .meta({ description: 'Asked of every reader; null = the link is enough.' }),
  hide: hiddenSchema,
  embedOrigins: z
    .array(originSchema)
    .max(10)
    .default([])
    .meta({ description: 'Sites that may show charts in a frame; without any nobody may.' }),
}

export const shareRunSchema = z
  .strictObject({
    ...common,
    view: runViewSchema.prefault({}),
    withBaseline: z
      .boolean()
      .default(false)
      .meta({ description: 'Tells of the run’s baseline, too; otherwise nothing of any other run.' }),
    withComments: z
      .boolean()
      .default(false)
      .meta({ description: 'Shows the comments on the run as they are now, too.' }),
  })
  .superRefine(refuseFramedPassword)
export type ShareRunRequest = z.output<typeof shareRunSchema>

export const shareComparisonSchema = z
  .strictObject({
    ...common,
    runs: z
      .array(z.string().max(100))
      .min(2)
      .max(MAX_COMPARED_RUNS)
      .meta({ description: 'The baseline first.' }),
    view: comparisonViewSchema.prefault({}),
  })
  .superRefine(refuseFramedPassword)
export type ShareComparisonRequest = z.output<typeof shareComparisonSchema>

/** What the audit log keeps of the choices. Not the words that are hidden: whoever reads the log is not meant to learn them from it. */
export function shareDetail({
  expiresInDays,
  password,
  hide: { words, ...kinds },
  embedOrigins,
}: Pick<ShareComparisonRequest, 'expiresInDays' | 'password' | 'hide' | 'embedOrigins'>): AuditDetail {
  return {
    ...{ expiresInDays, hasPassword: password !== null, embedOrigins },
    hidden: Object.entries(kinds).flatMap(([kind, isHidden]) => (isHidden ? [kind] : [])),
    hiddenWords: words.length,
  }
}

/** A foreign page’s frame gets no cookie, so that nobody could give the password there. */
function refuseFramedPassword(
  { password, embedOrigins }: { password: string | null; embedOrigins: readonly string[] },
  context: z.RefinementCtx,
): void {
  if (password !== null && embedOrigins.length > 0)
    context.addIssue({
      ...{ code: 'custom', path: ['embedOrigins'] },
      message: 'charts of a link with a password cannot be framed: choose one of the two',
    })
}

export const SHARE_KINDS = ['run', 'comparison'] as const
export const SHARE_STATES = ['open', 'expired', 'revoked'] as const

const instant = z.iso.datetime()

export const shareItemSchema = z
  .object({
    id: z.string(),
    kind: z.enum(SHARE_KINDS),
    title: z.string(),
    runs: z.array(z.object({ id: z.string(), number: z.int(), name: z.string() })),
    state: z.enum(SHARE_STATES),
    hasPassword: z.boolean(),
    embedOrigins: z.array(z.string()),
    charts: z.array(z.string()).meta({ description: 'Names of charts that have an address of their own.' }),
    author: z.string(),
    createdAt: instant,
    expiresAt: instant.nullable(),
    revokedAt: instant.nullable(),
    views: z.int(),
    lastViewedAt: instant.nullable(),
  })
  .meta({ id: 'ShareLink', description: 'A share link without its token, which is told once.' })
export type ShareItem = z.output<typeof shareItemSchema>

export const SHARES_PER_PAGE = 50

/** A page of share links. */
export interface SharesPage {
  shares: ShareItem[]
  /** Those on all pages that can be read now. */
  open: number
  total: number
  page: number
  limit: number
}

export const madeShareSchema = z.object({
  share: shareItemSchema,
  path: z.string().meta({ description: 'Of the page, with the token: told now and never again.' }),
  servedTo: z
    .enum(['this-machine', 'network'])
    .meta({ description: 'Who reaches this server: a link cannot be opened elsewhere.' }),
})
export type MadeShare = z.output<typeof madeShareSchema>

/** How a share stands at an instant. */
export function shareState(
  { revokedAt, expiresAt }: { revokedAt: Date | null; expiresAt: Date | null },
  now: Date,
): ShareItem['state'] {
  if (revokedAt !== null) return 'revoked'
  return expiresAt !== null && expiresAt.getTime() <= now.getTime() ? 'expired' : 'open'
}

/** When a link that is made now ends; null = never. */
export function expiryOf(days: number | null, now: Date): Date | null {
  return days === null ? null : new Date(now.getTime() + days * 86_400_000)
}
