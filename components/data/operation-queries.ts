'use client'

/** What the pages ask of the operations of a finished trial, which never change. */
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import type { DamagedBatch } from '@/lib/core/history/stored-attempts'
import type { MissingOperations } from '@/lib/core/trace/missing-operations'
import type { AttemptSpans, OperationColumns } from '@/lib/core/trace/operation-columns'
import type { OperationOrder } from '@/lib/core/trace/operation-place'
import type { OperationFilter, OperationPage, StartedBetween } from '@/lib/core/trace/operation-rows'
import type { OperationTrace } from '@/lib/core/trace/operation-trace'
import { requestJson } from './api'

/** With the batches of the trial that cannot be read: what is in them is missing. */
type Readable<Answer> = Answer & { damaged: DamagedBatch[] }

type ListedOperations = Readable<OperationPage> & { missing: MissingOperations | null }

export interface OperationsWanted {
  /** Index from 0; so is the arm, and null = all strategies. */
  trial: number
  arm: number | null
  filter: OperationFilter
  order: OperationOrder
  /** Only those that were meant to start from then on, and until then: milliseconds from the window's begin; null = all. */
  from: number | null
  to: number | null
  /** From 1. */
  page: number
  limit: number
}

/** A page of a trial's operations. */
export function useOperations(runId: string, wanted: OperationsWanted) {
  const { trial, arm, ...rest } = wanted
  const query = new URLSearchParams({
    trial: String(trial + 1),
    ...(arm === null ? {} : { strategy: String(arm + 1) }),
    ...Object.fromEntries(
      Object.entries(rest).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])),
    ),
  })
  return useQuery({
    queryKey: ['operations', runId, wanted],
    queryFn: ({ signal }) =>
      requestJson<ListedOperations>(`/api/runs/${runId}/operations?${query.toString()}`, { signal }),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  })
}

/** One operation with its spans. */
export function useOperationTrace(
  runId: string,
  trial: number,
  { arm, operation }: { arm: number; operation: number },
) {
  const path = `/api/runs/${runId}/trials/${trial + 1}/operations/${arm + 1}/${operation}`
  return useQuery({
    queryKey: ['operation', runId, trial, arm, operation],
    queryFn: ({ signal }) => requestJson<Readable<OperationTrace>>(path, { signal }),
    staleTime: Infinity,
  })
}

type DrawnOperations = Readable<OperationColumns> & { spans: AttemptSpans | null }

/** All operations of a trial as columns. @param trial index from 0 */
export function useOperationColumns(runId: string, trial: number) {
  return useQuery({
    queryKey: ['operation-columns', runId, trial],
    queryFn: ({ signal }) =>
      requestJson<DrawnOperations>(`/api/runs/${runId}/trials/${trial + 1}/operations`, { signal }),
    staleTime: Infinity,
  })
}

/** Operations that were under way meanwhile, with their attempts and when that was; the ones before stay until these are there. @param under null = not asked for */
export function useOperationsUnder(runId: string, trial: number, under: StartedBetween | null) {
  return useQuery({
    queryKey: ['operations-under', runId, trial, under],
    queryFn: under
      ? async ({ signal }): Promise<DrawnOperations & { under: StartedBetween }> => ({
          ...(await requestJson<DrawnOperations>(
            `/api/runs/${runId}/trials/${trial + 1}/operations?from=${under[0]}&to=${under[1]}`,
            { signal },
          )),
          under,
        })
      : skipToken,
    placeholderData: (before, query) =>
      query?.queryKey[1] === runId && query.queryKey[2] === trial ? before : undefined,
    staleTime: Infinity,
  })
}
