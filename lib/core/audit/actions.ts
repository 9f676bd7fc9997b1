/** What the audit log knows to have happened. Never rename one: filters, exports and addresses have their names. */
import type { Author } from '../access/access'

/** Name → in words, after who did it: "Ada queued run 12". */
export const auditActions = {
  'run.created': 'queued',
  'run.cancelled': 'cancelled',
  'run.resumed': 'took up again',
  'run.deleted': 'deleted',
  'run.expired': 'cleaned up',
  'run.pinned': 'pinned',
  'run.unpinned': 'no longer keeps',
  'run.tagged': 'changed the tags of',
  'baseline.set': 'made the baseline',
  'baseline.cleared': 'no longer takes as the baseline',
  'account.created': 'made the account',
  'account.renamed': 'renamed the account',
  'account.password': 'changed the password of',
  'account.signed-in': 'signed in as',
  'account.guessed': 'gave too many wrong passwords for',
  'account.signed-out': 'signed out browsers of',
  'account.role': 'changed the role of',
  'account.removed': 'removed the account',
  'invitation.created': 'made an invitation',
  'invitation.withdrawn': 'withdrew an invitation',
  'token.created': 'made the token',
  'token.revoked': 'revoked the token',
  'share.created': 'shared',
  'share.revoked': 'revoked',
  'webhook.created': 'added the webhook',
  'webhook.changed': 'changed the webhook',
  'webhook.secret': 'made a new secret of the webhook',
  'webhook.tested': 'sent a test to the webhook',
  'webhook.sent-again': 'sent again to the webhook',
  'webhook.gone': 'paused, as its receiver answered 410, the webhook',
  'webhook.deleted': 'deleted the webhook',
  'comment.written': 'commented on',
  'comment.edited': 'edited a comment on',
  'comment.deleted': 'deleted a comment on',
  'comment.resolved': 'resolved a thread on',
  'comment.reopened': 'opened a thread again on',
  'review.asked': 'asked for a review of',
  'review.withdrawn': 'no longer asks for a review of',
  'review.approved': 'approved',
  'review.changes-requested': 'requested changes of',
} as const

export type AuditAction = keyof typeof auditActions
export const AUDIT_ACTIONS = Object.keys(auditActions) as [AuditAction, ...AuditAction[]]

/** What something was done to. By name too, since it may be gone when somebody reads the log. */
export interface AuditSubject {
  /** `run`, `share`, `account`, `token`, … */
  kind: string
  id: string
  /** For people: "Run 12 · checkout". */
  name: string
}

/** A run by its number, which is never given twice, and its name. */
export function runSubject({ id, number, name }: { id: string; number: number; name: string }): AuditSubject {
  return { kind: 'run', id, name: `Run ${number} · ${name}` }
}

/** Further facts of a change, for example the tags that were set; never a secret. */
export type AuditDetail = Record<string, string | number | boolean | null | readonly string[]>

export interface AuditChange {
  action: AuditAction
  subject: AuditSubject
  detail?: AuditDetail
  /** Who did it, where it is not whoever sent the request: an invitation is accepted by somebody who has no account yet. */
  by?: Author
}
