/** What of the audit log is shown, as it stands in its address. Read by the server for the first answer, and by the page. */
import { createLoader, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { AUDIT_ACTIONS } from '@/lib/core/audit/actions'
import { auditFilterSchema, type AuditFilter } from '@/lib/core/audit/entry'

export const auditParsers = {
  action: parseAsStringLiteral(AUDIT_ACTIONS),
  author: parseAsString,
  account: parseAsString,
  subject: parseAsString.withDefault(''),
  from: parseAsString,
  to: parseAsString,
  page: parseAsInteger.withDefault(1),
}

export const loadAuditAddress = createLoader(auditParsers)
export type AuditAddress = Awaited<ReturnType<typeof loadAuditAddress>>

/** The filter an address asks for; what cannot be asked narrows nothing. */
export function filterOf({ action, author, account, subject, from, to }: AuditAddress): AuditFilter {
  const { shape } = auditFilterSchema
  return {
    action,
    author: shape.author.catch(null).parse(author),
    account: shape.account.catch(null).parse(account),
    subject: subject.trim() === '' ? null : subject.trim().slice(0, 200),
    from: shape.from.catch(null).parse(from),
    to: shape.to.catch(null).parse(to),
  }
}

/** From 1, and no further than there can be pages. */
export function pageOf({ page }: AuditAddress): number {
  return Math.min(1_000_000, Math.max(1, page))
}
