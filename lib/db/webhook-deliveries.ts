/** Deliveries of webhooks as people see them: listed, sent again, tried out. The worker's part is in due-deliveries.ts. */
import { z } from 'zod'
import { TEST_EVENT, WEBHOOK_EVENTS, webhookEventSchema } from '@/lib/core/webhook/events'
import { TRY_RESULTS } from '@/lib/core/webhook/reading'
import { DELIVERY_STATES, type DeliveryItem, type DeliveryPage } from '@/lib/core/webhook/webhook'
import { database, query, transaction, type Database } from './database'
import type { Prisma } from './generated/client'
import { rowsOf } from './paged'
import { readStored } from './stored-json'
import { deliveryRow } from './webhook-outbox'

/** One page of a webhook's deliveries, newest first. */
export function listDeliveries(
  webhookId: string,
  { page, limit }: { page: number; limit: number },
  db: Database = database(),
): Promise<DeliveryPage> {
  return query(db, async (prisma) => {
    const rows = await prisma.webhookDelivery.findMany({
      ...{ where: { webhookId }, ...WITH_ATTEMPTS, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] },
      ...rowsOf({ page, limit }),
    })
    const total = await prisma.webhookDelivery.count({ where: { webhookId } })
    return { deliveries: rows.map(itemOf), total, page, limit }
  })
}

/** A delivery that tells nothing but that the webhook works. Due at once. */
export function queueTest(
  webhook: { id: string; name: string },
  db: Database = database(),
  now = new Date(),
): Promise<DeliveryItem> {
  const { id, name } = webhook
  const event = { type: TEST_EVENT, at: now.toISOString(), data: { webhook: { id, name } } } as const
  return query(db, async (prisma) =>
    itemOf(await prisma.webhookDelivery.create({ data: deliveryRow(id, event, now), ...WITH_ATTEMPTS })),
  )
}

/**
 * Sends a delivery again: one that waits at once, one that has ended in a new round of attempts.
 * @returns null when there is no such delivery
 */
export function sendAgain(
  webhookId: string,
  id: string,
  db: Database = database(),
  now = new Date(),
): Promise<DeliveryItem | null> {
  return transaction(db, async (tx) => {
    const found = await tx.webhookDelivery.findUnique({ where: { id, webhookId }, select: { state: true } })
    if (!found) return null
    const anew = { state: 'waiting', round: { increment: 1 }, beganAt: now, dueAt: now, leaseUntil: null }
    const data = found.state === 'waiting' ? { dueAt: now } : anew
    return itemOf(await tx.webhookDelivery.update({ where: { id }, data, ...WITH_ATTEMPTS }))
  })
}

const WITH_ATTEMPTS = { include: { attempts: { orderBy: { number: 'asc' } } } } as const

const eventNameSchema = z.enum([...WEBHOOK_EVENTS, TEST_EVENT])

function itemOf({ attempts, ...row }: Prisma.WebhookDeliveryGetPayload<typeof WITH_ATTEMPTS>): DeliveryItem {
  const what = `The delivery ${row.id}`
  const { data } = readStored(webhookEventSchema, row.content, what)
  const state = readStored(z.enum(DELIVERY_STATES), row.state, what)
  return {
    ...{ id: row.id, state, createdAt: row.createdAt.toISOString() },
    event: readStored(eventNameSchema, row.event, what),
    run: 'run' in data ? { id: data.run.id, number: data.run.number, name: data.run.name } : null,
    dueAt: state === 'waiting' ? row.dueAt.toISOString() : null,
    attempts: attempts.map(({ number, round, startedAt, durationMs, result, status, said }) => ({
      ...{ number, round, startedAt: startedAt.toISOString(), durationMs, status, said },
      result: readStored(z.enum(TRY_RESULTS), result, what),
    })),
  }
}
