/** Writes the audit log, with each change; read-audit.ts reads it. */
import { assertSomebody, authorOf, type Author, type Who } from '@/lib/core/access/access'
import type { AuditChange } from '@/lib/core/audit/actions'
import type { AuditVia } from '@/lib/core/audit/entry'
import { database, query, type Database } from './database'
import { asJson } from './stored-json'

/** Who changed something, and how they reached the product. */
export interface Actor {
  author: Author
  via: AuditVia
}

/** Changes that nobody asked for over the network. */
export const WORKER: Actor = { author: { accountId: null, name: 'clean-up' }, via: 'worker' }
export const WEBHOOK_DELIVERY: Actor = { author: { accountId: null, name: 'webhooks' }, via: 'worker' }
export const COMMAND_LINE: Actor = { author: { accountId: null, name: 'command line' }, via: 'command-line' }

/** Whoever asked over the network without showing who they are. */
export const NOBODY: Actor = { author: { accountId: null, name: 'somebody' }, via: 'nobody' }

/** Who asked for it over the network. @throws Error for nobody */
export function actorOf(who: Who): Actor {
  assertSomebody(who)
  return { author: authorOf(who), via: who.kind }
}

/** Writes what was changed. Call it in the same transaction as the change (`transaction` or `asUnit`) where that is possible. */
export async function writeAudit(
  who: Actor | Who,
  changes: readonly AuditChange[],
  db: Database = database(),
): Promise<void> {
  await query(db, (prisma) =>
    prisma.auditEntry.createMany({
      data: changes.map(({ action, subject, detail, by }) => {
        const { author, via } = by
          ? { author: by, via: 'account' as const }
          : 'via' in who
            ? who
            : actorOf(who)
        return {
          accountId: author.accountId,
          author: author.name,
          via,
          action,
          subjectKind: subject.kind,
          subjectId: subject.id,
          subjectName: subject.name,
          ...(detail && { detail: asJson(detail) }),
        }
      }),
    }),
  )
}
