/** From what was chosen to what is sent. */
import { comparisonViewSchema, runViewOf } from '@/lib/core/export/view'
import { DEFAULT_EXPIRY_DAYS, type Hidden } from '@/lib/core/share/share'
import type { ShareTarget } from './share-dialog'
import type { ShareBody } from './share-queries'

export interface ShareChoices {
  title: string
  /** Days, or never. */
  ends: string
  password: string
  hide: Hidden
  withBaseline: boolean
  withComments: boolean
  embedOrigins: string[]
}

export const EMPTY_CHOICES: ShareChoices = {
  ...{ title: '', ends: String(DEFAULT_EXPIRY_DAYS), password: '', embedOrigins: [] },
  ...{ withBaseline: false, withComments: false },
  hide: { hosts: true, machine: false, labels: false, authors: false, words: [] },
}

/** @param address of the page: what it carries is what the sealed page shows first */
export function bodyOf(of: ShareTarget, choices: ShareChoices, address: URLSearchParams): ShareBody {
  const { title, ends, password, hide, withBaseline, withComments, embedOrigins } = choices
  const common = {
    ...(title.trim() === '' ? {} : { title: title.trim() }),
    expiresInDays: ends === 'never' ? null : Number(ends),
    password: password === '' ? null : password,
    hide,
    embedOrigins: password === '' ? embedOrigins : [],
  }
  if (of.kind === 'run') return { ...common, view: runViewOf(address), withBaseline, withComments }
  const metric = comparisonViewSchema.safeParse({ metric: of.metric })
  return { ...common, runs: [...of.runs], ...(metric.success ? { view: metric.data } : {}) }
}
