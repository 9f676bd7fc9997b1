/** Operations on webhooks and their deliveries. */
import { z } from 'zod'
import {
  changedWebhookSchema,
  deliverySchema,
  madeWebhookSchema,
  newWebhookSchema,
  webhookItemSchema,
  WEBHOOKS_PER_PAGE,
} from '../../webhook/webhook'
import { operation } from '../operation'
import { pageQuery, pageShape } from '../paging'

const subject = 'Webhooks'

const params = z.object({ id: z.string().max(100).meta({ description: 'Id of the webhook.' }) })
const deliveryParams = params.extend({
  delivery: z.string().max(100).meta({ description: 'Id of the delivery.' }),
})
const secretDescription = 'The secret is told once, in this answer.'

export const listWebhooks = operation({
  id: 'listWebhooks',
  method: 'GET',
  path: '/api/webhooks',
  subject,
  summary: 'All webhooks, the oldest first',
  access: 'admin',
  query: z.object(pageQuery({ usual: WEBHOOKS_PER_PAGE, most: 200 })),
  answers: {
    200: {
      description: 'A page of them; their secrets are not told.',
      schema: z.object({
        webhooks: z.array(webhookItemSchema),
        on: z.int().meta({ description: 'Those on all pages that are not paused.' }),
        ...pageShape,
      }),
    },
  },
})

export const createWebhook = operation({
  id: 'createWebhook',
  method: 'POST',
  path: '/api/webhooks',
  subject,
  summary: 'Add a webhook',
  description: `${secretDescription} An address on this machine or in a private network is refused unless RETRYSCOPE_WEBHOOK_HOSTS names it. What is sent is described as WebhookMessage.`,
  access: 'admin',
  body: { schema: newWebhookSchema },
  answers: { 201: { description: 'The webhook with its secret.', schema: madeWebhookSchema } },
  problems: ['address-not-allowed'],
  audit: ['webhook.created'],
  oneTransaction: true,
  idempotent: true,
  tellsSecret: { made: 'the webhook', instead: 'Give it a new secret' },
})

export const changeWebhook = operation({
  id: 'changeWebhook',
  method: 'PATCH',
  path: '/api/webhooks/{id}',
  subject,
  summary: 'Change or pause a webhook',
  description: 'Deliveries that wait go by it from their next attempt on.',
  access: 'admin',
  params,
  body: { schema: changedWebhookSchema },
  answers: { 200: { description: 'As it is now.', schema: webhookItemSchema } },
  problems: ['not-found', 'address-not-allowed'],
  audit: ['webhook.changed'],
  oneTransaction: true,
})

export const deleteWebhook = operation({
  id: 'deleteWebhook',
  method: 'DELETE',
  path: '/api/webhooks/{id}',
  subject,
  summary: 'Delete a webhook with all its deliveries',
  access: 'admin',
  params,
  answers: { 204: { description: 'It is gone. An attempt that is under way may still arrive.' } },
  problems: ['not-found'],
  audit: ['webhook.deleted'],
  oneTransaction: true,
})

export const renewWebhookSecret = operation({
  id: 'renewWebhookSecret',
  method: 'POST',
  path: '/api/webhooks/{id}/secret',
  subject,
  summary: 'Give a webhook a new secret',
  description: `From the next attempt on it signs; the old one is of no use any more. ${secretDescription}`,
  access: 'admin',
  params,
  answers: { 201: { description: 'The webhook with its new secret.', schema: madeWebhookSchema } },
  problems: ['not-found'],
  audit: ['webhook.secret'],
  oneTransaction: true,
  idempotent: true,
  tellsSecret: { made: 'a new secret of the webhook', instead: 'Give it another one' },
})

export const testWebhook = operation({
  id: 'testWebhook',
  method: 'POST',
  path: '/api/webhooks/{id}/test',
  subject,
  summary: 'Send a test to a webhook',
  description: 'An event webhook.test, signed and tried again like any other.',
  access: 'admin',
  params,
  answers: { 202: { description: 'It waits for the worker.', schema: deliverySchema } },
  problems: ['not-found', 'conflict'],
  audit: ['webhook.tested'],
  oneTransaction: true,
  idempotent: true,
})

export const listDeliveries = operation({
  id: 'listDeliveries',
  method: 'GET',
  path: '/api/webhooks/{id}/deliveries',
  subject,
  summary: 'What was sent to a webhook, newest first, with each attempt',
  description: 'Those that have ended are kept for 30 days.',
  access: 'admin',
  params,
  query: z.object(pageQuery({ usual: 20, most: 200 })),
  answers: {
    200: {
      description: 'A page of deliveries.',
      schema: z.object({ deliveries: z.array(deliverySchema), ...pageShape }),
    },
  },
  problems: ['not-found'],
})

export const sendDeliveryAgain = operation({
  id: 'sendDeliveryAgain',
  method: 'POST',
  path: '/api/webhooks/{id}/deliveries/{delivery}/again',
  subject,
  summary: 'Send a delivery again',
  description:
    'One that waits is due at once; one that has ended begins a new round of attempts, with the same webhook-id.',
  access: 'admin',
  params: deliveryParams,
  answers: { 202: { description: 'It waits for the worker.', schema: deliverySchema } },
  problems: ['not-found', 'conflict'],
  audit: ['webhook.sent-again'],
  oneTransaction: true,
})
