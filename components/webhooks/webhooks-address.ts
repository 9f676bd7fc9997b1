/** Whose deliveries are shown, and which pages, as it stands in the address. Read by the server for the first answer, and by the page. */
import { createLoader, parseAsInteger, parseAsString } from 'nuqs/server'
import { askedPage } from '@/lib/core/api/paging'

export const DELIVERIES_PER_PAGE = 20

export const webhooksParsers = {
  /** Of the webhooks. */
  webhooks: parseAsInteger.withDefault(1),
  /** Id of a webhook on that page; left out = the first. */
  of: parseAsString,
  /** Of the deliveries. */
  page: parseAsInteger.withDefault(1),
}

export const loadWebhooksAddress = createLoader(webhooksParsers)

/** The webhook that is asked for; the first where nobody asks, or for one that is not there. Null without any. */
export function chosenOf<One extends { id: string }>(
  webhooks: readonly One[],
  id: string | null,
): One | null {
  return webhooks.find((webhook) => webhook.id === id) ?? webhooks[0] ?? null
}

export function pagesOf({ webhooks, page }: { webhooks: number; page: number }) {
  return { webhooks: askedPage(webhooks), page: askedPage(page) }
}
