'use client'

/** What lists and the first page ask of the server, with how often they ask again. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ObjectivesBoard } from '@/lib/core/runs/board'
import type { HomeAnswer } from '@/lib/core/runs/home'
import { runsParameters, type FoundRuns, type RunsQuestion } from '@/lib/core/runs/runs-question'
import { requestJson } from './api'
import { isLive } from './queries'

const LIVE_MS = 1_000
const IDLE_MS = 5_000

/** A page of runs; every second while one of them is under way. While another page is awaited, the one before stays. */
export function useFoundRuns(question: RunsQuestion, initial: { question: RunsQuestion; answer: FoundRuns }) {
  const parameters = runsParameters(question)
  return useQuery({
    queryKey: ['runs', parameters],
    queryFn: ({ signal }) => requestJson<FoundRuns>(`/api/runs?${parameters}`, { signal }),
    ...(runsParameters(initial.question) === parameters ? { initialData: initial.answer } : {}),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.runs.some((run) => isLive(run.status)) ? LIVE_MS : IDLE_MS),
  })
}

/** So many runs stand in a short list. */
const FEW_RUNS = 8

/** The newest runs in which the words occur; for somebody who is looking for one now. */
export function useRunsByWords(q: string) {
  const parameters = runsParameters({ q, limit: FEW_RUNS })
  return useQuery({
    queryKey: ['runs', parameters],
    queryFn: ({ signal }) => requestJson<FoundRuns>(`/api/runs?${parameters}`, { signal }),
    placeholderData: keepPreviousData,
    staleTime: IDLE_MS,
  })
}

/** Whether there is a run that a list does not show: where there is none, the error says so. @param name its id or number */
export function useIsThere(name: string) {
  return useQuery({
    queryKey: ['is-there', name],
    queryFn: async ({ signal }) => {
      await requestJson<object>(`/api/runs/${encodeURIComponent(name)}`, { signal })
      return true
    },
    staleTime: Infinity,
  })
}

/** What runs now, what waits, what ended last. */
export function useHome(initial: HomeAnswer) {
  return useQuery({
    queryKey: ['home'],
    queryFn: ({ signal }) => requestJson<HomeAnswer>('/api/home', { signal }),
    initialData: initial,
    refetchInterval: ({ state }) =>
      state.data && (state.data.running.length > 0 || state.data.queued > 0) ? LIVE_MS : IDLE_MS,
  })
}

/** A board as the server answered, and what it was made of. */
export interface StampedBoard {
  board: ObjectivesBoard
  stamp: string
}

/** The board of objectives. @param stamp changes when a run has ended: hardly anything else changes the board */
export function useBoard(initial: StampedBoard, stamp: string) {
  return useQuery({
    queryKey: ['board', stamp],
    queryFn: ({ signal }) => requestJson<ObjectivesBoard>('/api/objectives', { signal }),
    // A board that is not whole yet is asked for at once.
    ...(stamp === initial.stamp && initial.board.pending === 0 ? { initialData: initial.board } : {}),
    placeholderData: (before) => before ?? initial.board,
    staleTime: Infinity,
    // Some runs are still being read anew.
    refetchInterval: ({ state }) => (state.data && state.data.pending > 0 ? LIVE_MS : false),
  })
}

/** Every tag there is, the commonest first; asked for when somebody is about to choose one. */
export function useTags(enabled = true) {
  return useQuery({
    queryKey: ['tags'],
    queryFn: async ({ signal }) => {
      const { tags } = await requestJson<{ tags: { tag: string; runs: number }[] }>('/api/tags', { signal })
      return tags
    },
    enabled,
    staleTime: IDLE_MS,
  })
}
