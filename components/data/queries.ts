'use client'

/** Everything the pages ask of the server, with how often they ask again. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { TrialSeries } from '@/lib/core/history/series'
import {
  MOST_CHECKED_BY_A_PAGE,
  type AttemptCheck,
  type DamagedBatch,
} from '@/lib/core/history/stored-attempts'
import type { ProfileView } from '@/lib/core/profile/profile-view'
import type { ArmAgainst, PairedMetric } from '@/lib/core/comparison/compare-arms'
import type { Arrivals } from '@/lib/core/published/arrivals'
import type { ComparedMetric } from '@/lib/core/comparison/compare-runs'
import type { SeveralCompared } from '@/lib/core/comparison/compare-several'
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

/** The newest runs, where somebody wants to choose one. @param enabled asked for only then */
export function useRunList(enabled: boolean) {
  return useQuery({
    queryKey: ['runs'],
    queryFn: ({ signal }) => requestJson<RunsAnswer>('/api/runs', { signal }),
    enabled,
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

/**
 * Whether everything that was stored of a run's attempts can still be read; looked at once when the page of an ended run is opened
 * that is not too large for that, and again when somebody asks for it.
 */
export function useAttemptCheck({ id, status, arms }: Pick<RunReport, 'id' | 'status' | 'arms'>) {
  const attempts = arms.reduce((sum, arm) => sum + arm.attempts, 0)
  return useQuery({
    queryKey: ['attempt-check', id],
    queryFn: ({ signal }) => requestJson<AttemptCheck>(`/api/runs/${id}/attempts?format=check`, { signal }),
    enabled: !isLive(status) && attempts > 0 && attempts <= MOST_CHECKED_BY_A_PAGE,
    staleTime: Infinity,
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
    // Of the same metric and reference: other figures would be taken for its own.
    placeholderData: (before, query) =>
      query?.queryKey[2] === metric && query.queryKey[3] === against ? before : undefined,
    staleTime: Infinity,
  })
}

/** Runs against the first of them; one that is under way may have more to tell soon. */
export function useRunsCompared(runs: readonly string[], metric: ComparedMetric) {
  return useQuery({
    queryKey: ['compare', runs, metric],
    queryFn: ({ signal }) =>
      requestJson<SeveralCompared>(
        `/api/compare?runs=${runs.map(encodeURIComponent).join(',')}&metric=${metric}`,
        { signal },
      ),
    // The metric stands in the answer; other runs would be taken for these.
    placeholderData: (before, query) =>
      JSON.stringify(query?.queryKey[1]) === JSON.stringify(runs) ? before : undefined,
    refetchInterval: ({ state: { data } }) =>
      data && [data.baseline, ...data.others.map(({ run }) => run)].some(({ status }) => isLive(status))
        ? IDLE_MS
        : false,
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

export type ReadableArrivals = Arrivals & { damaged: DamagedBatch[] }

/** How requests arrived in a finished trial after the moment in which most failed at once. @param trial counted from 1 */
export function useArrivals(runId: string, trial: number) {
  return useQuery({
    queryKey: ['arrivals', runId, trial],
    queryFn: ({ signal }) =>
      requestJson<ReadableArrivals>(`/api/runs/${runId}/trials/${trial}/arrivals`, { signal }),
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

/** Asks a run to stop, or to go on with its missing trials. */
export function useAskRun(id: string, what: 'cancel' | 'resume') {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => requestJson<{ result: string }>(`/api/runs/${id}/${what}`, { method: 'POST' }),
    onSettled: () => {
      // What was looked at was less than there will be.
      client.removeQueries({ queryKey: ['attempt-check', id] })
      return client.invalidateQueries({ queryKey: ['run', id] })
    },
  })
}

/** Changes what is kept of a run beside what was measured; answers with it as it is now. */
function changeRun<Part extends object>(id: string, part: Part): Promise<Part> {
  return requestJson<Part>(`/api/runs/${id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(part),
  })
}

/** Keeps a run when old ones are cleaned up, or lets it go again. */
export function usePinRun(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (pinned: boolean) => changeRun<{ pinned: boolean }>(id, { pinned }),
    onSettled: () => client.invalidateQueries({ queryKey: ['run', id] }),
  })
}

/** Gives a run other tags. */
export function useTagRun(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (tags: string[]) => changeRun<{ tags: string[] }>(id, { tags }),
    onSuccess: ({ tags }) => {
      client.setQueryData<RunReport>(['run', id], (report) => report && { ...report, tags })
      void client.invalidateQueries({ queryKey: ['tags'] })
      client.removeQueries({ queryKey: ['board'] })
    },
  })
}

/** Makes a run the one that others of its name are held against, or lets it go again. */
export function useMarkBaseline(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (baseline: boolean) => changeRun<{ baseline: boolean }>(id, { baseline }),
    // Other runs of the name have another baseline now, too.
    onSettled: () => client.invalidateQueries({ queryKey: ['run'] }),
  })
}

/** Deletes a run that has ended, with everything measured in it. */
export function useDeleteRun(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => requestJson<undefined>(`/api/runs/${id}`, { method: 'DELETE' }),
    onSuccess: () => {
      // At once: a list is shown before it is read again, and would ask for a run that is not there.
      client.setQueriesData<RunsAnswer>(
        { queryKey: ['runs'] },
        (old) => old && { ...old, runs: old.runs.filter((run) => run.id !== id) },
      )
      client.removeQueries({ queryKey: ['home'] })
      return client.invalidateQueries({ queryKey: ['runs'] })
    },
  })
}
