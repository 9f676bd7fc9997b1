'use client'

/** Everything the pages ask of the server, with how often they ask again. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { TrialSeries } from '@/lib/core/history/series'
import type { AttemptCheck } from '@/lib/core/history/stored-attempts'
import type { ProfileView } from '@/lib/core/profile/profile-view'
import type { ArmAgainst, PairedMetric } from '@/lib/core/comparison/compare-arms'
import type { Arrivals } from '@/lib/core/published/arrivals'
import type { RunListItem, RunReport, RunStatus, StrategyFigures } from '@/lib/core/summary/report'
import type { TimeBucket } from '@/lib/core/summary/time-buckets'
import { requestJson } from './api'

const LIVE_MS = 1_000
const IDLE_MS = 5_000
/** A lab is given back after its run has ended: what it leaves is known by then. */
const GIVING_BACK_MS = 30_000

export interface RunsAnswer {
  runs: RunListItem[]
}
export interface HealthAnswer {
  status: 'ok'
  worker: { alive: boolean; lastSeenAt: string | null }
}
export interface CreatedRun {
  id: string
  number: number
}

/** True while a run can still change. */
export function isLive(status: RunStatus): boolean {
  return status === 'queued' || status === 'running'
}

/** The newest runs; every second while one of them is under way. */
export function useRuns(initial: RunListItem[]) {
  return useQuery({
    queryKey: ['runs'],
    queryFn: ({ signal }) => requestJson<RunsAnswer>('/api/runs', { signal }),
    initialData: { runs: initial },
    refetchInterval: ({ state }) => (state.data?.runs.some((run) => isLive(run.status)) ? LIVE_MS : IDLE_MS),
  })
}

/** When a run is asked for again; false = it cannot change any more. Faults may turn out to be stuck, and later to be gone. */
export function runRefreshMs(
  { status, finishedAt, stuckFaults }: Pick<RunReport, 'status' | 'finishedAt' | 'stuckFaults'>,
  nowMs: number,
): number | false {
  if (isLive(status)) return LIVE_MS
  const isBeingGivenBack = finishedAt !== null && nowMs - Date.parse(finishedAt) < GIVING_BACK_MS
  return isBeingGivenBack || stuckFaults.length > 0 ? IDLE_MS : false
}

/** One run; until it cannot change any more. */
export function useRun(id: string, initial?: RunReport) {
  return useQuery({
    queryKey: ['run', id],
    queryFn: ({ signal }) => requestJson<RunReport>(`/api/runs/${id}`, { signal }),
    ...(initial ? { initialData: initial } : {}),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data ? runRefreshMs(state.data, Date.now()) : LIVE_MS),
  })
}

/** Reads every stored attempt of a run, when it is asked to. */
export function useAttemptCheck(id: string) {
  return useMutation({
    mutationFn: () => requestJson<AttemptCheck>(`/api/runs/${id}/attempts?format=check`),
  })
}

/** All figures of one fault point, by strategy; asked again when the point has a new trial. @param pointIndex null = none */
export function usePointFigures({ id, trials }: Pick<RunReport, 'id' | 'trials'>, pointIndex: number | null) {
  const finished = trials.filter((trial) => trial.pointIndex === pointIndex).length
  return useQuery({
    queryKey: ['run', id, 'point', pointIndex, finished],
    queryFn: async ({ signal }) => {
      const { figures } = await requestJson<{ figures: (StrategyFigures | null)[] }>(
        `/api/runs/${id}/points/${pointIndex}`,
        { signal },
      )
      return figures
    },
    enabled: pointIndex !== null,
    staleTime: Infinity,
    // Of the same point: the figures of another one would be taken for its own.
    placeholderData: (before, query) => (query?.queryKey[3] === pointIndex ? before : undefined),
  })
}

export interface TimelineAnswer {
  /** Buckets per strategy, in the spec's order. */
  arms: TimeBucket[][]
}

/**
 * The strategies of a run against one of them.
 * @param against counted from 1
 * @param trials that have ended: with each of them there is more to compare
 */
export function useArmComparison(runId: string, metric: PairedMetric, against: number, trials: number) {
  return useQuery({
    queryKey: ['comparison', runId, metric, against, trials],
    queryFn: ({ signal }) =>
      requestJson<{ strategies: ArmAgainst[] }>(
        `/api/runs/${runId}/comparison?metric=${metric}&against=${against}`,
        { signal },
      ),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  })
}

/** What happened in a finished trial over time: it does not change any more. @param trial counted from 1 */
export function useTimeline(runId: string, trial: number) {
  return useQuery({
    queryKey: ['timeline', runId, trial],
    queryFn: ({ signal }) =>
      requestJson<TimelineAnswer>(`/api/runs/${runId}/trials/${trial}/timeline`, { signal }),
    staleTime: Infinity,
  })
}

/** How requests arrived in a finished trial after the moment in which most failed at once. @param trial counted from 1 */
export function useArrivals(runId: string, trial: number) {
  return useQuery({
    queryKey: ['arrivals', runId, trial],
    queryFn: ({ signal }) => requestJson<Arrivals>(`/api/runs/${runId}/trials/${trial}/arrivals`, { signal }),
    staleTime: Infinity,
  })
}

/** What went on over time in a trial that has ended: it cannot change any more. @param trialIndex from 0 */
export function useTrialSeries(runId: string, trialIndex: number) {
  return useQuery({
    queryKey: ['series', runId, trialIndex],
    queryFn: ({ signal }) =>
      requestJson<{ series: TrialSeries[] }>(`/api/runs/${runId}/trials/${trialIndex + 1}/series`, {
        signal,
      }),
    staleTime: Infinity,
  })
}

/** What was recorded of a trial; it never changes. @param trial counted from 1 */
export function useProfile(id: string, trial: number | null) {
  return useQuery({
    queryKey: ['profile', id, trial],
    queryFn: ({ signal }) => requestJson<ProfileView>(`/api/runs/${id}/trials/${trial}/profile`, { signal }),
    enabled: trial !== null,
    staleTime: Infinity,
  })
}

/** Whether a worker is there; null until known. */
export function useWorkerAlive(): boolean | null {
  const { data } = useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => requestJson<HealthAnswer>('/api/health', { signal }),
    refetchInterval: IDLE_MS,
  })
  return data ? data.worker.alive : null
}

/** Queues a run from an unchecked spec. */
export function useCreateRun() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (spec: unknown) =>
      requestJson<CreatedRun>('/api/runs', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(spec),
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['runs'] }),
  })
}

/** Asks a run to stop. */
export function useCancelRun(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => requestJson<{ result: string }>(`/api/runs/${id}/cancel`, { method: 'POST' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['run', id] }),
  })
}

/** Keeps a run when old ones are cleaned up, or lets it go again. */
export function usePinRun(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (pinned: boolean) =>
      requestJson<{ pinned: boolean }>(`/api/runs/${id}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ pinned }),
      }),
    onSettled: () => client.invalidateQueries({ queryKey: ['run', id] }),
  })
}

/** Deletes a run that has ended, with everything measured in it. */
export function useDeleteRun(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => requestJson<undefined>(`/api/runs/${id}`, { method: 'DELETE' }),
    onSuccess: () => {
      // At once: the list is shown before it is read again, and would ask for a run that is not there.
      client.setQueryData<RunsAnswer>(
        ['runs'],
        (old) => old && { runs: old.runs.filter((run) => run.id !== id) },
      )
      return client.invalidateQueries({ queryKey: ['runs'] })
    },
  })
}
