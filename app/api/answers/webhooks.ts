/** What routes of webhooks share: the one that is asked for, how the audit log calls it, which addresses are refused. */
import { webhookHosts } from '@/lib/config/webhook-hosts'
import type { AuditSubject } from '@/lib/core/audit/actions'
import type { WebhookItem } from '@/lib/core/webhook/webhook'
import { readWebhook } from '@/lib/db/webhooks'
import { certainRefusal } from '@/lib/webhooks/allowed-target'
import { Refusal } from './problem'

/** @throws Refusal when there is no such webhook */
export async function askedWebhook(id: string): Promise<WebhookItem> {
  return thereIs(await readWebhook(id), 'webhook')
}

/** @throws Refusal for null */
export function thereIs<Value>(value: Value | null, what: string): Value {
  if (value === null) throw new Refusal('not-found', `There is no such ${what}. It may have been deleted.`)
  return value
}

/** As it reads in the audit log. Its address stays out: it may hold what only its receiver knows. */
export function webhookSubject({ id, name }: Pick<WebhookItem, 'id' | 'name'>): AuditSubject {
  return { kind: 'webhook', id, name }
}

/** @throws Refusal for an address that nothing could be sent to */
export async function refuseHiddenAddress(url: string): Promise<void> {
  const refusal = await certainRefusal(new URL(url), webhookHosts())
  if (refusal !== null) throw new Refusal('address-not-allowed', refusal)
}

/** @throws Refusal while it is paused: what is queued would wait for nobody knows how long */
export function refuseWhilePaused({ state }: WebhookItem): void {
  if (state !== 'on') throw new Refusal('conflict', 'The webhook is paused. Resume it first.')
}
