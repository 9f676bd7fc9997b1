/** What webhooks tell of, and the body that a receiver is sent. Never rename an event or a field: receivers have their names. */
import { z } from 'zod'
import { estimateSchema, qualitySchema, verdictSchema } from '../api/schemas/runs'
import { RUN_STATUSES } from '../summary/report'
import type { StrategyVerdict } from '../summary/verdict'

/** Name → when it comes, in words. */
export const webhookEvents = {
  'run.finished': 'a run has completed, failed or been cancelled',
  'threshold.failed': 'a run has completed and missed a threshold',
  'review.asked': 'somebody is asked to review a run',
} as const

export type WebhookEventName = keyof typeof webhookEvents
export const WEBHOOK_EVENTS = Object.keys(webhookEvents) as [WebhookEventName, ...WebhookEventName[]]

/** Sent by a button, whatever events a webhook is for. */
export const TEST_EVENT = 'webhook.test'

const thresholdSchema = z
  .object({
    strategy: z.string().meta({ description: 'Label of the strategy.' }),
    expression: z.string().meta({ description: 'As the experiment says it: "successRate >= 0.99".' }),
    verdict: z.enum(['pass', 'fail', 'inconclusive']),
    measured: estimateSchema.nullable().meta({ description: 'Null = nothing could be estimated.' }),
  })
  .meta({ id: 'WebhookThreshold' })
export type WebhookThreshold = z.output<typeof thresholdSchema>

const runShape = {
  id: z.string(),
  number: z.int(),
  name: z.string(),
  version: z.string().nullable().meta({ description: 'Of the system under test, as somebody wrote it.' }),
  status: z.enum(RUN_STATUSES),
  quality: qualitySchema,
  verdict: verdictSchema,
  error: z.string().nullable().meta({ description: 'Why it failed, in words.' }),
  thresholds: z
    .array(thresholdSchema)
    .nullable()
    .meta({ description: 'By strategy and threshold; null = not judged.' }),
}
const reviewSchema = z.object({ askedBy: z.string(), reviewers: z.array(z.string()) })

/** The parts of an event, with the run as it is stored, or as it is sent: then with its address. */
function dataSchemas<Run extends z.ZodType>(run: Run) {
  return {
    'run.finished': z.object({ run }),
    'threshold.failed': z.object({
      run,
      failed: z.array(thresholdSchema).meta({ description: 'The thresholds that were missed.' }),
    }),
    'review.asked': z.object({ run, review: reviewSchema }),
    [TEST_EVENT]: z.object({ webhook: z.object({ id: z.string(), name: z.string() }) }),
  } as const
}

const storedRunSchema = z.object(runShape)
export type WebhookRun = z.output<typeof storedRunSchema>

const stored = dataSchemas(storedRunSchema)

/** An event as it waits for delivery: all but where the product is reached, which whoever delivers it knows. */
export const webhookEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('run.finished'), at: z.string(), data: stored['run.finished'] }),
  z.object({ type: z.literal('threshold.failed'), at: z.string(), data: stored['threshold.failed'] }),
  z.object({ type: z.literal('review.asked'), at: z.string(), data: stored['review.asked'] }),
  z.object({ type: z.literal(TEST_EVENT), at: z.string(), data: stored[TEST_EVENT] }),
])
export type WebhookEvent = z.output<typeof webhookEventSchema>

const sent = dataSchemas(
  z
    .object({ ...runShape, address: z.url().meta({ description: 'Of its page.' }) })
    .meta({ id: 'WebhookRun' }),
)
const envelope = {
  id: z.string().meta({ description: 'As in the header webhook-id: the same however often it is sent.' }),
  timestamp: z.iso.datetime().meta({ description: 'When it happened.' }),
}

/** The body of a delivery. A receiver must take fields that it does not know. */
export const webhookMessageSchema = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('run.finished'), ...envelope, data: sent['run.finished'] }),
    z.object({ type: z.literal('threshold.failed'), ...envelope, data: sent['threshold.failed'] }),
    z.object({ type: z.literal('review.asked'), ...envelope, data: sent['review.asked'] }),
    z.object({ type: z.literal(TEST_EVENT), ...envelope, data: sent[TEST_EVENT] }),
  ])
  .meta({ id: 'WebhookMessage', description: 'What is sent to the address of a webhook.' })
export type WebhookMessage = z.output<typeof webhookMessageSchema>

/**
 * What is sent of an event.
 * @param id of the delivery
 * @param origin where the product is reached: `https://retry.example`
 */
export function messageOf(id: string, event: WebhookEvent, origin: string): WebhookMessage {
  const { type, at: timestamp, data } = event
  if (!('run' in data)) return webhookMessageSchema.parse({ id, type, timestamp, data })
  const run = { ...data.run, address: `${origin}/runs/${data.run.id}` }
  return webhookMessageSchema.parse({ id, type, timestamp, data: { ...data, run } })
}

/** What a run that has ended gives rise to. @param thresholds null = it was not judged */
export function eventsOfEnd(run: WebhookRun, at: Date): WebhookEvent[] {
  const time = at.toISOString()
  const finished: WebhookEvent = { type: 'run.finished', at: time, data: { run } }
  const failed = (run.thresholds ?? []).filter(({ verdict }) => verdict === 'fail')
  if (run.status !== 'completed' || failed.length === 0) return [finished]
  return [finished, { type: 'threshold.failed', at: time, data: { run, failed } }]
}

/** How each strategy stands to each threshold. @param labels of the strategies, in the spec’s order */
export function thresholdsOf(
  labels: readonly string[],
  verdicts: readonly StrategyVerdict[],
): WebhookThreshold[] {
  return verdicts.flatMap(({ arm, results }) =>
    results.map(({ expression, verdict, measured }) => ({
      ...{ strategy: labels[arm] ?? '', expression, verdict, measured },
    })),
  )
}
