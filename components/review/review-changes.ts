'use client'

/** What changes a review. Each is over when the review has been read anew: what somebody did is there at once. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { requestJson } from '@/components/data/api'
import type { Place } from '@/lib/core/review/place'
import type { Review, ReviewVerdict } from '@/lib/core/review/review'
import { withResolution } from './with-resolution'

function useReviewChange<Given>(
  runId: string,
  request: (given: Given) => { method: string; path: string; body?: object },
) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (given: Given) => {
      const { method, path, body } = request(given)
      return requestJson<unknown>(`/api/runs/${runId}/review/${path}`, {
        method,
        ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
      })
    },
    // Also of a change that was refused: what it rested on may be out of date.
    onSettled: () => client.invalidateQueries({ queryKey: ['review', runId] }),
  })
}

export function useBeginThread(runId: string) {
  return useReviewChange(runId, (body: { place: Place; text: string }) => ({
    ...{ method: 'POST', path: 'threads', body },
  }))
}

export function useAnswerThread(runId: string, threadId: string) {
  return useReviewChange(runId, (text: string) => ({
    ...{ method: 'POST', path: `threads/${threadId}/comments`, body: { text } },
  }))
}

export function useEditComment(runId: string, commentId: string) {
  return useReviewChange(runId, (text: string) => ({
    ...{ method: 'PATCH', path: `comments/${commentId}`, body: { text } },
  }))
}

export function useDeleteComment(runId: string, commentId: string) {
  return useReviewChange(runId, (_: undefined) => ({
    ...{ method: 'DELETE', path: `comments/${commentId}` },
  }))
}

export function useResolveThread(runId: string, threadId: string) {
  const client = useQueryClient()
  const key = ['review', runId]
  return useMutation({
    mutationFn: (resolved: boolean) =>
      requestJson<unknown>(`/api/runs/${runId}/review/threads/${threadId}/resolution`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ resolved }),
      }),
    // Shown before the answer: a review that is on its way would overwrite it.
    onMutate: async (resolved) => {
      await client.cancelQueries({ queryKey: key })
      const before = client.getQueryData<Review>(key)
      const at = new Date().toISOString()
      client.setQueryData<Review>(key, (review) => review && withResolution(review, threadId, resolved, at))
      return before
    },
    onError: (_error, _resolved, before) => client.setQueryData(key, before),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  })
}

export function useAskReviewers(runId: string) {
  return useReviewChange(runId, (accounts: string[]) => ({
    ...{ method: 'PUT', path: 'reviewers', body: { accounts } },
  }))
}

export function useWithdrawReviewer(runId: string) {
  return useReviewChange(runId, (account: string) => ({
    ...{ method: 'DELETE', path: `reviewers/${encodeURIComponent(account)}` },
  }))
}

export function useDecide(runId: string) {
  return useReviewChange(runId, (body: { verdict: ReviewVerdict; note: string; contentHash: string }) => ({
    ...{ method: 'PUT', path: 'decision', body },
  }))
}

/** Makes the run the baseline of its name, as long as it is still approved as it was seen. */
export function useAcceptAsBaseline(runId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (approvedContent: string) =>
      requestJson<unknown>(`/api/runs/${runId}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ baseline: true, approvedContent }),
      }),
    // Other runs of the name have another baseline now, too.
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['review', runId] }),
        client.invalidateQueries({ queryKey: ['run'] }),
      ]),
  })
}

export interface PeopleToAsk {
  /** False = nobody signs in here. */
  accounts: boolean
  people: { id: string; name: string; you: boolean }[]
}

/** Who may be asked; read when somebody is about to ask. */
export function usePeopleToAsk() {
  return useQuery({
    queryKey: ['people-to-ask'],
    queryFn: ({ signal }) => requestJson<PeopleToAsk>('/api/reviews/people', { signal }),
  })
}
