/** The pages that the palette leads to: only those on which whoever looks finds something. */
import type { Role } from '@/lib/core/access/access'

export interface PalettePage {
  path: string
  title: string
  /** What it is found by, besides its title. */
  words: string
  keys: readonly string[]
}

interface Listed extends PalettePage {
  /** accounts: only where people sign in. admins: those, and whoever is alone. Left out = everybody. */
  of?: 'accounts' | 'admins' | 'admins-of-accounts'
}

const PAGES: readonly Listed[] = [
  { path: '/', title: 'Home', words: 'objectives board', keys: ['g', 'h'] },
  { path: '/runs', title: 'Runs', words: 'list search', keys: ['g', 'r'] },
  { path: '/experiments/new', title: 'New experiment', words: 'builder form yaml start', keys: ['n'] },
  { path: '/presets', title: 'Presets', words: 'articles published', keys: ['g', 'p'] },
  { path: '/reviews', title: 'Reviews', words: 'comments approve decisions asked', keys: ['g', 'v'] },
  { path: '/shares', title: 'Share links', words: 'shared revoke sealed', keys: [] },
  { path: '/compare', title: 'Compare runs', words: 'baseline difference', keys: ['g', 'c'] },
  {
    ...{ path: '/account', title: 'Your account', words: 'name password sign out sessions api token' },
    ...{ keys: [], of: 'accounts' },
  },
  {
    ...{ path: '/people', title: 'People', words: 'accounts users roles invite', keys: [] },
    of: 'admins-of-accounts',
  },
  {
    ...{ path: '/webhooks', title: 'Webhooks', words: 'notifications events deliveries signed', keys: [] },
    of: 'admins',
  },
  {
    ...{ path: '/audit', title: 'Audit log', words: 'who changed what history export', keys: [] },
    of: 'admins',
  },
  { path: '/api-reference', title: 'API reference', words: 'openapi json routes programs scripts', keys: [] },
]

/** @param role of whoever looks; null where nobody signs in */
export function palettePages(role: Role | null): readonly PalettePage[] {
  const mayGo: Record<NonNullable<Listed['of']>, boolean> = {
    accounts: role !== null,
    admins: role === null || role === 'admin',
    'admins-of-accounts': role === 'admin',
  }
  return PAGES.filter(({ of }) => of === undefined || mayGo[of])
}

/** As the server has written it on the page; null where nobody signs in. */
export function roleOnPage({ dataset: { role } }: Pick<HTMLElement, 'dataset'>): Role | null {
  return role === 'viewer' || role === 'editor' || role === 'admin' ? role : null
}
