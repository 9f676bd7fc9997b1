import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { withNuqsTestingAdapter } from 'nuqs/adapters/testing'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { pagesOf } from './account-address'
import { ListPages } from './list-pages'
import { PeoplePage } from './people-page'
import { SessionsPanel } from './sessions-panel'
import { TokensPanel } from './tokens-panel'

function shown(content: ReactNode, searchParams = ''): string {
  const Address = withNuqsTestingAdapter({ searchParams })
  return renderToStaticMarkup(
    <MantineProvider>
      <Address>
        <QueryClientProvider client={new QueryClient()}>{content}</QueryClientProvider>
      </Address>
    </MantineProvider>,
  )
}

it.each([
  // total, page; whether there are pages to turn, and whether the one that is asked for is there
  [0, 1, false, true],
  [50, 1, false, true],
  [51, 2, true, true],
  [51, 3, true, false],
  [50, 2, false, false],
])('of %i entries, page %i', (total, page, turns, isThere) => {
  const list = { total, page, limit: 50 }
  const html = shown(<ListPages of="people" list={list} page={page} onTurn={() => undefined} />)
  expect(html.includes('aria-label="Pages of people"')).toBe(turns)
  expect(html.includes(`There is no page ${page}.`)).toBe(!isThere)
})

const time = new Date(0).toISOString()

it('tokens and browsers show the page that the address asks for, and the way to the others', () => {
  const place = { total: 51, page: 2, limit: 50 }
  const token = {
    id: 't',
    name: 'the last of many',
    role: 'viewer',
    ending: 'abcd',
    lastUsedAt: null,
  } as const
  const tokens = { tokens: [{ ...token, createdAt: time, expiresAt: time }], ...place }
  const session = { id: 's', userAgent: null, ipAddress: '192.0.2.7', isThis: false }
  const sessions = { sessions: [{ ...session, createdAt: time, expiresAt: time }], ...place }
  const html = shown(
    <>
      <TokensPanel initial={tokens} role="viewer" />
      <SessionsPanel initial={sessions} />
    </>,
    '?tokens=2&browsers=2',
  )
  expect(html).toContain('the last of many')
  expect(html).toContain('192.0.2.7')
  expect(html).toContain('51 browsers')
  for (const of of ['tokens', 'browsers']) expect(html).toContain(`aria-label="Pages of ${of}"`)
})

it.each([
  [1, true],
  [2, false],
])('of %i administrators on all pages the one that is shown is the last: %s', (admins, isLast) => {
  const ada = { id: 'ada', name: 'Ada', email: 'ada@lab.example', role: 'admin', createdAt: time } as const
  const people = { people: [ada], admins, total: 51, page: 2, limit: 50 }
  const invitations = { invitations: [], total: 0, page: 1, limit: 50 }
  const html = shown(<PeoplePage initial={{ people, invitations }} ownId="ada" />, '?page=2')
  expect(html.includes('The last administrator stays one.')).toBe(isLast)
  expect(html).toContain('51 people')
  expect(html).toContain('none is open')
  expect(html).toContain('aria-label="Pages of people"')
})

it('pages that cannot be are read as the nearest ones', () => {
  expect(pagesOf({ page: -1, invitations: 1e9 })).toEqual({ page: 1, invitations: 1_000_000 })
})
