'use client'

/** What the page of webhooks asks of the server. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { requestJson } from '@/components/data/api'
import {
  WEBHOOKS_PER_PAGE,
  type changedWebhookSchema,
  type DeliveryItem,
  type DeliveryPage,
  type MadeWebhook,
  type newWebhookSchema,
  type WebhookItem,
  type WebhooksPage,
} from '@/lib/core/webhook/webhook'
import { DELIVERIES_PER_PAGE } from './webhooks-address'

/** Deliveries change while the worker sends them. */
const AGAIN_MS = 3_000

export type NewWebhook = z.input<typeof newWebhookSchema>
type Changes = z.input<typeof changedWebhookSchema>

function send<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  return requestJson<Answer>(`/api/webhooks${path}`, {
    method,
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  })
}

/** A page of webhooks. While another one is awaited, the one before stays. @param initial a page that the server has read already */
export function useWebhooks(page: number, initial: WebhooksPage) {
  return useQuery({
    queryKey: ['webhooks', page],
    queryFn: ({ signal }) =>
      requestJson<WebhooksPage>(`/api/webhooks?limit=${WEBHOOKS_PER_PAGE}&page=${page}`, { signal }),
    ...(initial.page === page ? { initialData: initial } : {}),
    placeholderData: keepPreviousData,
    refetchInterval: AGAIN_MS,
  })
}

/** @param initial a page that the server has read already */
export function useDeliveries(
  id: string,
  page: number,
  initial: { id: string; answer: DeliveryPage } | null,
) {
  const isFirst = initial?.id === id && initial.answer.page === page
  return useQuery({
    queryKey: ['webhooks', id, page],
    queryFn: ({ signal }) =>
      requestJson<DeliveryPage>(`/api/webhooks/${id}/deliveries?limit=${DELIVERIES_PER_PAGE}&page=${page}`, {
        signal,
      }),
    ...(isFirst ? { initialData: initial.answer } : {}),
    placeholderData: keepPreviousData,
    refetchInterval: AGAIN_MS,
  })
}

/** Changes something, and reads webhooks and deliveries anew. */
function useChange<Given, Answer>(change: (given: Given) => Promise<Answer>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: ['webhooks'] }),
  })
}

export function useAddWebhook() {
  return useChange((chosen: NewWebhook) => send<MadeWebhook>('POST', '', chosen))
}

export function useChangeWebhook(id: string) {
  return useChange((changes: Changes) => send<WebhookItem>('PATCH', `/${id}`, changes))
}

export function useRenewSecret(id: string) {
  return useChange(() => send<MadeWebhook>('POST', `/${id}/secret`))
}

export function useTestWebhook(id: string) {
  return useChange(() => send<DeliveryItem>('POST', `/${id}/test`))
}

export function useDeleteWebhook(id: string) {
  return useChange(() => send<undefined>('DELETE', `/${id}`))
}

export function useSendAgain(id: string) {
  return useChange((delivery: string) => send<DeliveryItem>('POST', `/${id}/deliveries/${delivery}/again`))
}
