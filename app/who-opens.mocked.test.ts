import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { whoAsks } from '@/lib/auth/who-asks'
import type { Who } from '@/lib/core/access/access'
import { openedBy } from './who-opens'

vi.mock('next/headers', () => ({ headers: () => Promise.resolve([]) }))
vi.mock('@/lib/auth/who-asks', () => ({ whoAsks: vi.fn() }))

test.each<[string, Who, boolean]>([
  ['nobody', { kind: 'nobody' }, false],
  ['the only person', { kind: 'solo' }, true],
  ['a viewer', { kind: 'account', id: 'a', name: 'Ada', role: 'viewer' }, true],
])('a page that reads looks itself whether it may: for %s', async (_, who, isOpen) => {
  vi.mocked(whoAsks).mockResolvedValue(who)
  const opened = openedBy('viewer')
  if (isOpen) await expect(opened).resolves.toBeUndefined()
  else await expect(opened).rejects.toMatchObject({ digest: expect.stringContaining('/sign-in') as string })
})

test('every page that reads the database looks who opens it', () => {
  const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'page.tsx')
    .map((file): [string, string] => [file, readFileSync(path.join(import.meta.dirname, file), 'utf8')])
    .filter(([, source]) => source.includes("'@/lib/db/"))
  expect(sources.length).toBeGreaterThan(7)
  for (const [file, source] of sources) expect(source, file).toMatch(/await (openedBy|whoOpens)\(/)
})
