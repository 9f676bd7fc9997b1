/**
 * Events for webhooks, written in the transaction of the change that they tell of: either both are stored or neither. The
 * worker sends them (worker/webhooks/).
 */
import { z } from 'zod'
import {
  eventsOfEnd,
  thresholdsOf,
  type WebhookEvent,
  type WebhookRun,
  type WebhookThreshold,
} from '@/lib/core/webhook/events'
import { asUnit, database, transaction, type Database } from './database'
import type { Prisma } from './generated/client'
import type { Derived } from './growing-reports'
import { asJson, qualitySchema, verdictSchema } from './stored-json'
import { readObjectives } from './stored-objectives'
import { reportVersion } from './stored-report'

/** Somebody is asked to review a run. */
export interface ReviewAsked {
  type: 'review.asked'
  runId: string
  /** Names. */
  askedBy: string
  reviewers: readonly string[]
}

/**
 * Tells webhooks what happened. Call it in the transaction of the change itself (`asUnit`, or an operation with
 * `oneTransaction`). Without a webhook for it, nothing is written; nor for a run that is not there any more.
 */
export function notify(
  { type, runId, askedBy, reviewers }: ReviewAsked,
  db: Database = database(),
  now = new Date(),
): Promise<void> {
  const work = async (tx: Prisma.TransactionClient) => {
    if ((await webhooksFor(tx, type)).length === 0) return
    const run = await runOf(tx, runId)
    if (!run) return
    const data = {
      run: { ...run, thresholds: await storedThresholds(runId, db) },
      review: { askedBy, reviewers: [...reviewers] },
    }
    await storeEvent(tx, { type, at: now.toISOString(), data }, now)
  }
  // As a unit, so that what reads of objectives goes the same way.
  return asUnit(() => transaction(db, work), db)
}

/** As they were judged at the end of the run. */
async function storedThresholds(runId: string, db: Database): Promise<WebhookThreshold[] | null> {
  const version = reportVersion()
  const objectives = version === null ? null : (await readObjectives([runId], version, db)).get(runId)
  if (!objectives) return null
  return objectives.strategies.flatMap(({ label, results }) =>
    results.map((result) => ({ strategy: label, ...result })),
  )
}

/** What the end of a run gives rise to. @param derived its report; null when there is none, or it cannot be read */
export async function storeEndEvents(
  tx: Prisma.TransactionClient,
  runId: string,
  derived: Pick<Derived, 'spec' | 'report'> | null,
  now: Date,
): Promise<void> {
  // Most installations have no webhook: they pay for one look.
  if ((await tx.webhook.count()) === 0) return
  const run = await runOf(tx, runId)
  if (!run) return
  const judged = derived !== null && derived.report.verdicts.length > 0
  const thresholds = judged
    ? thresholdsOf(
        derived.spec.strategies.map(({ label }) => label),
        derived.report.verdicts,
      )
    : null
  for (const event of eventsOfEnd({ ...run, thresholds }, now)) await storeEvent(tx, event, now)
}

/** Writes an event for each webhook that wants it. */
async function storeEvent(tx: Prisma.TransactionClient, event: WebhookEvent, now: Date): Promise<void> {
  const webhookIds = await webhooksFor(tx, event.type)
  await tx.webhookDelivery.createMany({
    data: webhookIds.map((webhookId) => deliveryRow(webhookId, event, now)),
  })
}

/** A delivery that is due at once. */
export function deliveryRow(
  webhookId: string,
  event: WebhookEvent,
  now: Date,
): Prisma.WebhookDeliveryCreateManyInput {
  return {
    ...{ webhookId, event: event.type, content: asJson(event) },
    ...{ createdAt: now, beganAt: now, dueAt: now },
  }
}

const namesSchema = z.array(z.string()).catch([])

/** Ids of those that want it. While one is paused, nothing is kept for it. */
async function webhooksFor(tx: Prisma.TransactionClient, type: string): Promise<string[]> {
  const webhooks = await tx.webhook.findMany({
    where: { pausedAt: null },
    select: { id: true, events: true },
  })
  return webhooks.flatMap(({ id, events }) =>
    // One that cannot be read is no reason for a run not to end.
    namesSchema.parse(events).includes(type) ? [id] : [],
  )
}

async function runOf(
  tx: Prisma.TransactionClient,
  id: string,
): Promise<Omit<WebhookRun, 'thresholds'> | null> {
  const run = await tx.run.findUnique({
    where: { id },
    select: {
      ...{ id: true, number: true, name: true, version: true },
      ...{ status: true, quality: true, verdict: true, error: true },
    },
  })
  if (!run) return null
  const quality = qualitySchema.nullable().catch(null).parse(run.quality)
  return { ...run, quality, verdict: verdictSchema.nullable().catch(null).parse(run.verdict) }
}
