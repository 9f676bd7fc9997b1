'use client'

/** What the pages of accounts ask of the server. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Role } from '@/lib/core/access/access'
import type { ApiToken, Invitation, Person, SignedInBrowser } from '@/lib/core/api/schemas/accounts'
import { requestJson } from './api'

function send<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  return requestJson<Answer>(path, {
    method,
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  })
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

export interface PeopleAnswer {
  people: Person[]
  invitations: Invitation[]
}

export function usePeople(initial: PeopleAnswer) {
  return useQuery({
    queryKey: ['people'],
    queryFn: ({ signal }) => requestJson<PeopleAnswer>('/api/people', { signal }),
    initialData: initial,
  })
}

/** Changes something of the people, and reads them anew. */
function usePeopleChange<Given, Answer>(change: (given: Given) => Promise<Answer>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: ['people'] }),
  })
}

export function useChangeRole() {
  return usePeopleChange(({ id, role }: { id: string; role: Role }) =>
    send<Person>('PATCH', `/api/people/${id}`, { role }),
  )
}

export function useRemovePerson() {
  return usePeopleChange((id: string) => send<undefined>('DELETE', `/api/people/${id}`))
}

export function useInvite() {
  return usePeopleChange((asked: { role: Role; days: number; note: string }) =>
    send<{ invitation: Invitation; url: string }>('POST', '/api/invitations', asked),
  )
}

export function useWithdrawInvitation() {
  return usePeopleChange((id: string) => send<undefined>('DELETE', `/api/invitations/${id}`))
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

export function useSessions(initial: SignedInBrowser[]) {
  return useQuery({
    queryKey: ['sessions'],
    queryFn: async ({ signal }) =>
      (await requestJson<{ sessions: SignedInBrowser[] }>('/api/me/sessions', { signal })).sessions,
    initialData: initial,
  })
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

export function useTokens(initial: ApiToken[]) {
  return useQuery({
    queryKey: ['tokens'],
    queryFn: async ({ signal }) =>
      (await requestJson<{ tokens: ApiToken[] }>('/api/me/tokens', { signal })).tokens,
    initialData: initial,
  })
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
