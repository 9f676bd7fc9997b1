/** People, invitations, tokens and sessions as the API answers them. */
import { z } from 'zod'
import { roleSchema } from '../../access/account-rules'
import type { Page } from '../paging'

const time = z.iso.datetime()

/** Of people, invitations, tokens and sessions, unless somebody asks for more or fewer. */
export const ACCOUNTS_PER_PAGE = 50

export const personSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: roleSchema,
  createdAt: time,
})
export type Person = z.output<typeof personSchema>

export interface PeoplePage extends Page {
  people: Person[]
  /** Administrators on all pages. */
  admins: number
}

export const invitationSchema = z.object({
  id: z.string(),
  role: roleSchema,
  note: z.string().nullable().meta({ description: 'For whom, as its author wrote it.' }),
  createdByName: z.string().nullable(),
  createdAt: time,
  expiresAt: time.nullable(),
})
export type Invitation = z.output<typeof invitationSchema>

export interface InvitationsPage extends Page {
  invitations: Invitation[]
}

export const apiTokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: roleSchema.meta({ description: 'What it allows at most; never more than its account.' }),
  ending: z.string().meta({ description: 'Its last characters.' }),
  createdAt: time,
  expiresAt: time,
  lastUsedAt: time.nullable().meta({ description: 'To the minute.' }),
})
export type ApiToken = z.output<typeof apiTokenSchema>

export interface TokensPage extends Page {
  tokens: ApiToken[]
}

export const browserSchema = z.object({
  id: z.string(),
  createdAt: time,
  expiresAt: time,
  userAgent: z.string().nullable(),
  ipAddress: z.string().nullable(),
  isThis: z.boolean().meta({ description: 'The request came from it.' }),
})
export type SignedInBrowser = z.output<typeof browserSchema>

export interface SessionsPage extends Page {
  sessions: SignedInBrowser[]
}
