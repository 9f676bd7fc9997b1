'use client'

/** What the pages of accounts ask of the server. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Role } from '@/lib/core/access/access'
import type { Page } from '@/lib/core/api/paging'
import type {
  ApiToken,
  Invitation,
  InvitationsPage,
  PeoplePage,
  Person,
  SessionsPage,
  TokensPage,
} from '@/lib/core/api/schemas/accounts'
import { requestJson } from './api'

function send<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  return requestJson<Answer>(path, {
    method,
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  })
}

/** A page of a list. While another one is awaited, the one before stays. @param initial one that the server has read already */
function useListPage<Answer extends Page>(name: string, path: string, page: number, initial: Answer) {
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: [name, page],
    queryFn: ({ signal }) => requestJson<Answer>(`${path}?limit=${initial.limit}&page=${page}`, { signal }),
    ...(initial.page === page ? { initialData: initial } : {}),
    placeholderData: keepPreviousData,
  })
  return { data: data ?? initial, error, isStale: isPlaceholderData }
}

export function useSignIn() {
  return useMutation({
    mutationFn: (given: { email: string; password: string }) =>
      send<{ signedIn: true }>('POST', '/api/auth/sign-in', given),
  })
}

export function useSignOut() {
  return useMutation({ mutationFn: () => send<undefined>('POST', '/api/auth/sign-out') })
}

export interface InvitedTo {
  role: Role
  createdByName: string | null
  expiresAt: string | null
  setUp: boolean
}

/** What a link invites to. @param secret null = not known yet */
export function useInvitedTo(secret: string | null) {
  return useQuery({
    queryKey: ['invited-to', secret],
    queryFn: () => send<InvitedTo>('POST', '/api/invitations/open', { secret }),
    enabled: secret !== null,
    staleTime: Infinity,
  })
}

export interface NewAccount {
  name: string
  email: string
  password: string
}

export function useAcceptInvitation(secret: string | null) {
  return useMutation({
    mutationFn: (account: NewAccount) =>
      send<{ id: string; role: Role }>('POST', '/api/invitations/accept', { ...account, secret }),
  })
}

export function usePeople(page: number, initial: PeoplePage) {
  return useListPage('people', '/api/people', page, initial)
}

export function useInvitations(page: number, initial: InvitationsPage) {
  return useListPage('invitations', '/api/invitations', page, initial)
}

/** Changes something of a list, and reads it anew. @param name of the list */
function useListChange<Given, Answer>(
  name: 'people' | 'invitations',
  change: (given: Given) => Promise<Answer>,
) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: [name] }),
  })
}

export function useChangeRole() {
  return useListChange('people', ({ id, role }: { id: string; role: Role }) =>
    send<Person>('PATCH', `/api/people/${id}`, { role }),
  )
}

export function useRemovePerson() {
  return useListChange('people', (id: string) => send<undefined>('DELETE', `/api/people/${id}`))
}

export function useInvite() {
  return useListChange('invitations', (asked: { role: Role; days: number; note: string }) =>
    send<{ invitation: Invitation; url: string }>('POST', '/api/invitations', asked),
  )
}

export function useWithdrawInvitation() {
  return useListChange('invitations', (id: string) => send<undefined>('DELETE', `/api/invitations/${id}`))
}

export function useChangeName() {
  return useMutation({ mutationFn: (name: string) => send<{ name: string }>('PATCH', '/api/me', { name }) })
}

export function useChangePassword() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (given: { current: string; next: string }) =>
      send<undefined>('POST', '/api/me/password', given),
    onSuccess: () => client.invalidateQueries({ queryKey: ['sessions'] }),
  })
}

export function useSessions(page: number, initial: SessionsPage) {
  return useListPage('sessions', '/api/me/sessions', page, initial)
}

/** Ends one session, or all. */
export function useEndSession() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string | 'all') =>
      send<undefined>('DELETE', id === 'all' ? '/api/me/sessions' : `/api/me/sessions/${id}`),
    onSuccess: (_, id) => (id === 'all' ? undefined : client.invalidateQueries({ queryKey: ['sessions'] })),
  })
}

export function useTokens(page: number, initial: TokensPage) {
  return useListPage('tokens', '/api/me/tokens', page, initial)
}

export function useCreateToken() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (asked: { name: string; role: Role; days: number }) =>
      send<{ token: ApiToken; secret: string }>('POST', '/api/me/tokens', asked),
    onSuccess: () => client.invalidateQueries({ queryKey: ['tokens'] }),
  })
}

export function useRevokeToken() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => send<undefined>('DELETE', `/api/me/tokens/${id}`),
    onSettled: () => client.invalidateQueries({ queryKey: ['tokens'] }),
  })
}
