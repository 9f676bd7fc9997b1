'use client'

/** What pages ask of the server about share links. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { requestJson } from '@/components/data/api'
import {
  SHARES_PER_PAGE,
  type MadeShare,
  type shareComparisonSchema,
  type shareRunSchema,
  type SharesPage,
} from '@/lib/core/share/share'

export type ShareBody = z.input<typeof shareRunSchema> | z.input<typeof shareComparisonSchema>

/**
 * A page of share links. While another one is awaited, the one before stays.
 * @param runId those that tell of this run; null = all
 */
export function useShares(runId: string | null, page: number, initial?: SharesPage) {
  return useQuery({
    queryKey: ['shares', runId, page],
    queryFn: ({ signal }) =>
      requestJson<SharesPage>(
        `/api/${runId === null ? '' : `runs/${runId}/`}shares?limit=${SHARES_PER_PAGE}&page=${page}`,
        { signal },
      ),
    ...(initial?.page === page ? { initialData: initial } : {}),
    placeholderData: keepPreviousData,
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
