/** Webhooks: what is chosen when one is added, and what lists say of it and of its deliveries. */
import { z } from 'zod'
import type { Page } from '../api/paging'
import { instantSchema } from '../api/schemas/runs'
import { TEST_EVENT, WEBHOOK_EVENTS } from './events'
import { TRY_RESULTS } from './reading'
import { DEFAULT_RETRY_PLAN, RETRY_PLANS } from './retry-plans'

const LONGEST_ADDRESS = 2_000

/** http or https, without a name and password in it: they would stand in lists. */
export const webhookUrlSchema = z
  .url({ protocol: /^https?$/, error: ({ input }) => whyUnreadable(String(input)) })
  .max(LONGEST_ADDRESS, `an address has ${LONGEST_ADDRESS.toLocaleString('en-US')} characters at most`)
  .refine(hasNoPassword, 'an address must not hold a name or password: what is sent is signed')
  .meta({ description: 'Where events are sent, by POST.' })

function whyUnreadable(text: string): string {
  return /^https?:\/\//i.test(text)
    ? 'the address cannot be read: look at its host, and at its port, which is a number up to 65535'
    : 'an address begins with http:// or https://'
}

function hasNoPassword(text: string): boolean {
  if (!URL.canParse(text)) return true // Said already.
  const { username, password } = new URL(text)
  return username === '' && password === ''
}

/** Its scheme and host, for the audit log: path and question may hold what only the receiver knows. */
export function receiverOf(url: string): string {
  return new URL(url).origin
}

const choices = {
  name: z.string().trim().min(1).max(80).meta({ description: 'For lists and the audit log.' }),
  url: webhookUrlSchema,
  events: z
    .array(z.enum(WEBHOOK_EVENTS))
    .min(1, 'choose one event at least')
    .max(WEBHOOK_EVENTS.length)
    .transform((events) => WEBHOOK_EVENTS.filter((event) => events.includes(event)))
    .meta({ description: 'What is told.' }),
  retries: z.enum(RETRY_PLANS).meta({ description: 'How a delivery that failed is tried again.' }),
}

export const newWebhookSchema = z.strictObject({
  ...choices,
  retries: choices.retries.default(DEFAULT_RETRY_PLAN),
})
export type NewWebhookRequest = z.output<typeof newWebhookSchema>

/** What is left out stays as it is. */
export const changedWebhookSchema = z.strictObject({
  ...z.object(choices).partial().shape,
  paused: z.boolean().optional().meta({ description: 'While it is, nothing is sent and nothing is kept.' }),
})
export type ChangedWebhookRequest = z.output<typeof changedWebhookSchema>

const WEBHOOK_STATES = ['on', 'paused', 'gone'] as const
export const DELIVERY_STATES = ['waiting', 'delivered', 'failed'] as const

export const webhookItemSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    url: z.string(),
    events: z.array(z.enum(WEBHOOK_EVENTS)),
    retries: z.enum(RETRY_PLANS),
    state: z.enum(WEBHOOK_STATES).meta({ description: 'gone = paused when its receiver answered 410.' }),
    author: z.string(),
    createdAt: instantSchema,
    deliveries: z
      .object({ waiting: z.int(), delivered: z.int(), failed: z.int() })
      .meta({ description: 'How many of those that are kept.' }),
  })
  .meta({ id: 'Webhook', description: 'A webhook without its secret, which is told once.' })
export type WebhookItem = z.output<typeof webhookItemSchema>

/** Unless somebody asks for more or fewer. */
export const WEBHOOKS_PER_PAGE = 20

export interface WebhooksPage extends Page {
  webhooks: WebhookItem[]
  /** Those on all pages that are not paused. */
  on: number
}

export const madeWebhookSchema = z.object({
  webhook: webhookItemSchema,
  secret: z.string().meta({ description: 'Deliveries are signed with it. Told now and never again.' }),
})
export type MadeWebhook = z.output<typeof madeWebhookSchema>

const trySchema = z
  .object({
    number: z.int().meta({ description: 'From 1, over all rounds.' }),
    round: z.int().meta({ description: 'Grows when it is sent again by hand.' }),
    startedAt: instantSchema,
    durationMs: z.number(),
    result: z.enum(TRY_RESULTS),
    status: z.int().nullable().meta({ description: 'Of the answer; null where none came.' }),
    said: z.string().nullable().meta({ description: 'What went wrong, or the begin of the answer.' }),
  })
  .meta({ id: 'WebhookAttempt' })
export type WebhookTry = z.output<typeof trySchema>

export const deliverySchema = z
  .object({
    id: z.string().meta({ description: 'The webhook-id that it is sent with.' }),
    event: z.enum([...WEBHOOK_EVENTS, TEST_EVENT]),
    run: z.object({ id: z.string(), number: z.int(), name: z.string() }).nullable(),
    state: z.enum(DELIVERY_STATES),
    createdAt: instantSchema,
    dueAt: instantSchema.nullable().meta({ description: 'Of the next attempt; null when there is none.' }),
    attempts: z.array(trySchema),
  })
  .meta({ id: 'WebhookDelivery' })
export type DeliveryItem = z.output<typeof deliverySchema>

export interface DeliveryPage extends Page {
  deliveries: DeliveryItem[]
}
