/** Whose deliveries are shown, as it stands in the address. Read by the server for the first answer, and by the page. */
import { createLoader, parseAsInteger, parseAsString } from 'nuqs/server'

export const DELIVERIES_PER_PAGE = 20

export const webhooksParsers = {
  /** Id of a webhook; left out = the first. */
  of: parseAsString,
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

/** From 1, and no further than there can be pages. */
export function pageOf({ page }: { page: number }): number {
  return Math.min(1_000_000, Math.max(1, page))
}
