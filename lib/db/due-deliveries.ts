/** Deliveries as the worker sees them: taken when they are due, and what came of each attempt. */
import { z } from 'zod'
import { webhookEventSchema, type WebhookEvent } from '@/lib/core/webhook/events'
import type { NextTry } from '@/lib/core/webhook/next-try'
import { TRY_RESULTS } from '@/lib/core/webhook/reading'
import type { RetryPlanName } from '@/lib/core/webhook/retry-plans'
import { WEBHOOK_DELIVERY, writeAudit } from './audit-log'
import { asUnit, database, query, transaction, type Database } from './database'
import type { Prisma } from './generated/client'
import { planSchema } from './webhooks'

/** How long nobody else takes a delivery that was taken: longer than an attempt, and not long after a crash. */
const LEASE_MS = 30_000

const trySchema = z.object({
  startedAt: z.date(),
  durationMs: z.number(),
  result: z.enum(TRY_RESULTS),
  status: z.int().nullable(),
  retryAfterMs: z.number().nullable(),
  said: z.string().nullable(),
})
export type StoredTry = z.output<typeof trySchema>
const triesSchema = z.array(trySchema)

export interface DueDelivery {
  id: string
  event: WebhookEvent
  round: number
  beganAt: Date
  /** Until then it is ours; whatever is written of it carries it. */
  leaseUntil: Date
  webhook: { id: string; name: string; url: string; secret: string; plan: RetryPlanName }
  /** Of this round, in their order. */
  attempts: StoredTry[]
}

/**
 * Takes the delivery that is due the longest; null when none is.
 * @param busy webhooks that are being sent to
 */
export async function takeDueDelivery(
  busy: readonly string[],
  db: Database = database(),
  now = new Date(),
): Promise<DueDelivery | null> {
  const where: Prisma.WebhookDeliveryWhereInput = {
    ...{ state: 'waiting', dueAt: { lte: now }, webhookId: { notIn: [...busy] } },
    ...{ webhook: { pausedAt: null }, OR: [{ leaseUntil: null }, { leaseUntil: { lte: now } }] },
  }
  const select = { id: true } as const
  // Asked for every second: the write lock is taken when there is something to take.
  const due = await query(db, (prisma) => prisma.webhookDelivery.findFirst({ where, select }))
  if (!due) return null
  return transaction(db, async (tx) => {
    const row = await tx.webhookDelivery.findFirst({
      ...{ where, orderBy: [{ dueAt: 'asc' }, { id: 'asc' }] },
      include: { webhook: true, attempts: { orderBy: { number: 'asc' } } },
    })
    if (!row) return null
    const delivery = dueOf(row, new Date(now.getTime() + LEASE_MS))
    await tx.webhookDelivery.update({
      where: { id: row.id },
      // Of a newer version, say: it must not stand before all others for ever.
      data: delivery ? { leaseUntil: delivery.leaseUntil } : { state: 'failed' },
    })
    return delivery
  })
}

/** Null when it does not fit this version. */
function dueOf(
  row: Prisma.WebhookDeliveryGetPayload<{ include: { webhook: true; attempts: true } }>,
  leaseUntil: Date,
): DueDelivery | null {
  const { id, round, beganAt } = row
  const { id: webhookId, name, url, secret } = row.webhook
  const event = webhookEventSchema.safeParse(row.content)
  const plan = planSchema.safeParse(row.webhook.retries)
  const attempts = triesSchema.safeParse(row.attempts.filter((attempt) => attempt.round === round))
  if (!event.success || !plan.success || !attempts.success) return null
  const webhook = { id: webhookId, name, url, secret, plan: plan.data }
  return { id, event: event.data, round, beganAt, leaseUntil, webhook, attempts: attempts.data }
}

/**
 * Stores an attempt and what follows from it. A receiver that answered 410 is sent nothing any more.
 * @returns false when the delivery is not ours any more: somebody has deleted it or begun a new round
 */
export function storeTry(
  { id, round, leaseUntil, webhook }: DueDelivery,
  attempt: StoredTry,
  next: NextTry,
  db: Database = database(),
): Promise<boolean> {
  const data =
    next.kind === 'send'
      ? { dueAt: new Date(next.dueMs) }
      : { state: next.ending === 'succeeded' ? 'delivered' : 'failed' }
  const work = async (tx: Prisma.TransactionClient) => {
    const { count } = await tx.webhookDelivery.updateMany({
      ...{ where: { id, round, leaseUntil }, data: { ...data, leaseUntil: null } },
    })
    if (count === 0) return false
    const before = await tx.webhookAttempt.count({ where: { deliveryId: id } })
    await tx.webhookAttempt.create({
      data: { deliveryId: id, number: before + 1, round, ...attempt },
    })
    if (attempt.result !== 'gone') return true
    await tx.webhook.update({ where: { id: webhook.id }, data: { pausedAt: new Date(), gone: true } })
    const subject = { kind: 'webhook', id: webhook.id, name: webhook.name }
    await writeAudit(WEBHOOK_DELIVERY, [{ action: 'webhook.gone', subject }], db)
    return true
  }
  return asUnit(() => transaction(db, work), db)
}

/** Gives a delivery back that was taken and not sent. */
export async function giveBack({ id, leaseUntil }: DueDelivery, db: Database = database()): Promise<void> {
  await query(db, (prisma) =>
    prisma.webhookDelivery.updateMany({ where: { id, leaseUntil }, data: { leaseUntil: null } }),
  )
}

/** Drops deliveries that have ended, with their attempts. @param before they were made before then; @returns how many */
export function dropOldDeliveries(before: Date, db: Database = database()): Promise<number> {
  const where = { state: { not: 'waiting' }, createdAt: { lt: before } }
  return query(db, async (prisma) => (await prisma.webhookDelivery.deleteMany({ where })).count)
}
