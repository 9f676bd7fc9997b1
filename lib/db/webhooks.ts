/** Webhooks: added, listed, changed, deleted. Their deliveries are in webhook-deliveries.ts. */
import { z } from 'zod'
import type { Author } from '@/lib/core/access/access'
import { WEBHOOK_EVENTS } from '@/lib/core/webhook/events'
import { RETRY_PLANS } from '@/lib/core/webhook/retry-plans'
import type {
  ChangedWebhookRequest,
  NewWebhookRequest,
  WebhookItem,
  WebhooksPage,
} from '@/lib/core/webhook/webhook'
import { database, query, transaction, type Database } from './database'
import type { Prisma } from './generated/client'
import { rowsOf } from './paged'
import { asJson, readStored } from './stored-json'

const eventsSchema = z.array(z.enum(WEBHOOK_EVENTS))
export const planSchema = z.enum(RETRY_PLANS)

/** @param secret signs what is sent */
export function createWebhook(
  { events, ...chosen }: NewWebhookRequest,
  { secret, author }: { secret: string; author: Author },
  db: Database = database(),
): Promise<WebhookItem> {
  return transaction(db, async (tx) => {
    const row = await tx.webhook.create({
      data: {
        ...{ ...chosen, events: asJson(events), secret },
        ...{ accountId: author.accountId, authorName: author.name },
      },
    })
    return itemOf(tx, row)
  })
}

/** A page of all, the oldest first. */
export function listWebhooks(
  { page, limit }: { page: number; limit: number },
  db: Database = database(),
): Promise<WebhooksPage> {
  return transaction(db, async (tx) => {
    const rows = await tx.webhook.findMany({
      ...{ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], ...rowsOf({ page, limit }) },
    })
    const webhooks: WebhookItem[] = []
    for (const row of rows) webhooks.push(await itemOf(tx, row))
    const on = await tx.webhook.count({ where: { pausedAt: null } })
    return { webhooks, on, total: await tx.webhook.count(), page, limit }
  })
}

/** Null when there is no such webhook. */
export function readWebhook(id: string, db: Database = database()): Promise<WebhookItem | null> {
  return transaction(db, async (tx) => {
    const row = await tx.webhook.findUnique({ where: { id } })
    return row && itemOf(tx, row)
  })
}

/** @param changes what is left out stays; @returns null when there is no such webhook */
export function changeWebhook(
  id: string,
  { events, paused, ...changes }: ChangedWebhookRequest & { secret?: string },
  db: Database = database(),
  now = new Date(),
): Promise<WebhookItem | null> {
  return transaction(db, async (tx) => {
    const before = await tx.webhook.findUnique({ where: { id }, select: { pausedAt: true } })
    if (!before) return null
    const row = await tx.webhook.update({
      where: { id },
      data: {
        ...changes,
        ...(events && { events: asJson(events) }),
        ...(paused !== undefined && { pausedAt: paused ? (before.pausedAt ?? now) : null, gone: false }),
      },
    })
    return itemOf(tx, row)
  })
}

/** With all its deliveries. @returns false when there is no such webhook */
export function deleteWebhook(id: string, db: Database = database()): Promise<boolean> {
  return query(db, async (prisma) => (await prisma.webhook.deleteMany({ where: { id } })).count > 0)
}

async function itemOf(
  tx: Prisma.TransactionClient,
  { id, name, url, events, retries, pausedAt, gone, authorName, createdAt }: Prisma.WebhookGetPayload<object>,
): Promise<WebhookItem> {
  const counts = await tx.webhookDelivery.groupBy({
    ...{ by: ['state'], where: { webhookId: id }, _count: { id: true } },
  })
  const countOf = (state: string) => counts.find((one) => one.state === state)?._count.id ?? 0
  const what = `The webhook ${name}`
  return {
    ...{ id, name, url, author: authorName, createdAt: createdAt.toISOString() },
    events: readStored(eventsSchema, events, what),
    retries: readStored(planSchema, retries, what),
    state: pausedAt === null ? 'on' : gone ? 'gone' : 'paused',
    deliveries: {
      ...{ waiting: countOf('waiting'), delivered: countOf('delivered'), failed: countOf('failed') },
    },
  }
}
