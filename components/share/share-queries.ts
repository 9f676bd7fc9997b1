'use client'

/** What pages ask of the server about share links. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { requestJson } from '@/components/data/api'
import type { MadeShare, ShareItem, shareComparisonSchema, shareRunSchema } from '@/lib/core/share/share'

export type ShareBody = z.input<typeof shareRunSchema> | z.input<typeof shareComparisonSchema>

/** @param runId those that tell of this run; null = all */
export function useShares(runId: string | null, initial?: ShareItem[]) {
  return useQuery({
    queryKey: ['shares', runId],
    queryFn: ({ signal }) =>
      requestJson<{ shares: ShareItem[] }>(runId === null ? '/api/shares' : `/api/runs/${runId}/shares`, {
        signal,
      }),
    ...(initial ? { initialData: { shares: initial } } : {}),
  })
}

export function useMakeShare(path: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: ShareBody) =>
      requestJson<MadeShare>(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['shares'] }),
  })
}

export function useRevokeShare() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => requestJson<undefined>(`/api/shares/${id}`, { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['shares'] }),
  })
}
