/** What of reviews goes with an account. */
import type { Prisma } from './generated/client'

/** Nobody waits for somebody who has no account any more; what they have decided stays, and counts no longer. */
export async function withdrawEverywhere(tx: Prisma.TransactionClient, accountId: string): Promise<void> {
  const waiting = await tx.reviewer.findMany({
    where: { accountId, NOT: { askedAt: null } },
    select: { runId: true },
  })
  await tx.reviewer.deleteMany({ where: { accountId, verdict: null } })
  await tx.reviewer.updateMany({ where: { accountId }, data: { askedAt: null, askedBy: null } })
  await tx.review.updateMany({
    where: { runId: { in: waiting.map(({ runId }) => runId) } },
    data: { version: { increment: 1 }, changedAt: new Date() },
  })
}
