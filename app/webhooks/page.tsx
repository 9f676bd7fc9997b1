import type { Metadata } from 'next'
import { whoOpens } from '@/app/who-opens'
import { AdminsOnly } from '@/components/account/admins-only'
import {
  chosenOf,
  DELIVERIES_PER_PAGE,
  loadWebhooksAddress,
  pagesOf,
} from '@/components/webhooks/webhooks-address'
import { WebhooksPage } from '@/components/webhooks/webhooks-page'
import { mayDo } from '@/lib/core/access/access'
import { WEBHOOKS_PER_PAGE } from '@/lib/core/webhook/webhook'
import { listDeliveries } from '@/lib/db/webhook-deliveries'
import { listWebhooks } from '@/lib/db/webhooks'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Webhooks' }

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  // The proxy shows it to nobody else; what it reads must not hang on that alone.
  const who = await whoOpens()
  if (!mayDo(who, 'admin')) return <AdminsOnly role={'role' in who ? who.role : null} />
  const address = await loadWebhooksAddress(searchParams)
  const pages = pagesOf(address)
  const webhooks = await listWebhooks({ page: pages.webhooks, limit: WEBHOOKS_PER_PAGE })
  const id = chosenOf(webhooks.webhooks, address.of)?.id
  const asked = { page: pages.page, limit: DELIVERIES_PER_PAGE }
  const deliveries = id === undefined ? null : { id, answer: await listDeliveries(id, asked) }
  return <WebhooksPage initial={{ webhooks, deliveries }} />
}
