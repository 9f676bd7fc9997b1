/** The audit log as CSV (RFC 4180). */
import { csvLine } from '../export/csv'
import type { AuditEntry } from './entry'

export const AUDIT_CSV_HEAD = csvLine([
  ...['id', 'at', 'author', 'accountId', 'via', 'action'],
  ...['subjectKind', 'subjectId', 'subjectName', 'detail'],
])

export function auditCsvLine({ id, at, author, via, action, subject, detail }: AuditEntry): string {
  return csvLine([
    ...[id, at, author.name, author.accountId ?? '', via, action],
    ...[subject.kind, subject.id, subject.name, detail === null ? '' : JSON.stringify(detail)],
  ])
}
