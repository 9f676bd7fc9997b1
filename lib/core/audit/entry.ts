/** The audit log as it is read: entries, and what can be asked of them. */
import { z } from 'zod'
import { AUDIT_ACTIONS, type AuditDetail, type AuditSubject } from './actions'

/** How somebody reached the product. */
export const AUDIT_VIAS = ['solo', 'account', 'token', 'command-line', 'worker', 'nobody'] as const
export type AuditVia = (typeof AUDIT_VIAS)[number]

export interface AuditEntry {
  /** Grows with time. */
  id: number
  at: string
  author: { accountId: string | null; name: string }
  via: AuditVia
  action: string
  subject: AuditSubject
  detail: AuditDetail | null
}

const MAX_TEXT = 200
const day = z.iso.date()

/** Filters as they stand in an address. */
export const auditFilterSchema = z.object({
  action: z.enum(AUDIT_ACTIONS).nullable().default(null).meta({ description: 'What was done.' }),
  author: z
    .string()
    .max(MAX_TEXT)
    .nullable()
    .default(null)
    .meta({ description: 'The name of who did it, as it is written.' }),
  account: z.string().max(MAX_TEXT).nullable().default(null).meta({
    description:
      'The id of the account that did it, or whose token did: also what stands under a name that it had before, and nothing of others who had the same name.',
  }),
  subject: z
    .string()
    .max(MAX_TEXT)
    .nullable()
    .default(null)
    .meta({ description: 'Part of the name, or the whole id, of what it was done to.' }),
  from: day.nullable().default(null).meta({ description: 'The first day, by UTC.' }),
  to: day.nullable().default(null).meta({ description: 'The last day, by UTC.' }),
})
export type AuditFilter = z.output<typeof auditFilterSchema>

export interface AuditPage {
  entries: AuditEntry[]
  /** On all pages. */
  total: number
  page: number
  limit: number
}

export const AUDIT_PER_PAGE = 50

/** Filters as parameters of an address; those that narrow nothing leave no trace. */
export function auditParameters(filter: Partial<AuditFilter>, page = 1): string {
  const parameters = new URLSearchParams()
  for (const name of ['action', 'author', 'account', 'subject', 'from', 'to'] as const) {
    const value = filter[name]
    if (value) parameters.set(name, value)
  }
  if (page > 1) parameters.set('page', String(page))
  return parameters.toString()
}
