import { renderToStaticMarkup } from 'react-dom/server'
import { beforeEach, expect, it, vi } from 'vitest'
import Page from './page'

const sent = vi.hoisted(() => ({ cookies: new Set<string>() }))
vi.mock('next/headers', () => ({ cookies: () => Promise.resolve(sent.cookies) }))
vi.mock('@/app/who-opens', () => ({ whoOpens: () => Promise.resolve({ kind: 'nobody' }) }))
vi.mock('@/lib/db/people', () => ({ hasAdministrator: () => Promise.resolve(true) }))
vi.mock('@/lib/auth/better-auth', () => ({ sessionCookieName: () => 'session' }))
vi.mock('@/components/account/sign-in-page', () => ({
  SignInPage: ({ hasEnded }: { hasEnded: boolean }) => (hasEnded ? 'the form: it has ended' : 'the form'),
}))

const shown = async () => renderToStaticMarkup(await Page({ searchParams: Promise.resolve({}) }))

beforeEach(() => sent.cookies.clear())

it('tells whoever still shows a session that it has ended', async () => {
  expect(await shown()).toBe('the form')
  sent.cookies.add('session')
  expect(await shown()).toBe('the form: it has ended')
})
