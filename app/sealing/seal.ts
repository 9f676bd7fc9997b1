/** Draws what a share serves, once: its page, its charts and its picture, compressed, with a new token. Whoever asked stores it. */
import { createHash } from 'node:crypto'
import { hostname } from 'node:os'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { strategyLooks } from '@/components/theme/strategy-looks'
import { hashOf, newSecret } from '@/lib/auth/secrets'
import { readUpstreams } from '@/lib/config/upstreams'
import type { Author } from '@/lib/core/access/access'
import { comparisonChartPages, comparisonHtml, comparisonTitle } from '@/lib/core/export/comparison-html'
import { runChartPages, runHtml, type RunFile } from '@/lib/core/export/run-html'
import { OWN_UPSTREAM } from '@/lib/core/experiment/target'
import { MACHINE_FACTS, redactor } from '@/lib/core/share/redaction'
import {
  expiryOf,
  type Hidden,
  type ShareComparisonRequest,
  type ShareRunRequest,
} from '@/lib/core/share/share'
import type { Thread } from '@/lib/core/review/comment'
import type { RunReport } from '@/lib/core/summary/report'
import { CHART, PICTURE, workerHosts, type NewShare, type SealedPage } from '@/lib/db/shares'
import { hashPassword } from '@/lib/sharing/password'
import { colours } from './colours'
import { comparisonPicture, runPicture } from './preview-picture'
import { authorsOf, sealedThreads } from './sealed-threads'

const looksOf = ({ spec }: RunReport) => strategyLooks(spec.strategies)
const compressed = promisify(gzip)

export interface Sealed {
  token: string
  share: NewShare
  madeAt: Date
}

/** @param baseline null = nothing is told of it @param threads null = nothing is told of them */
export async function sealRun(
  given: RunReport,
  { baseline, threads }: { baseline: RunReport | null; threads: readonly Thread[] | null },
  asked: ShareRunRequest,
  author: Author,
): Promise<Sealed> {
  const now = new Date()
  const redaction = redactor({
    ...{ hide: asked.hide, knownHosts: await knownHosts([given]) },
    authors: authorsOf(threads ?? []),
  })
  const { report: clean, text } = redaction
  // Which run it is held against is a fact about another run.
  const report = clean(baseline ? given : { ...given, baseline: null })
  const title = text(asked.title ?? `Run ${given.number} · ${given.name}`)
  const file: RunFile = {
    ...{ report, baseline: baseline && clean(baseline), looks: looksOf(report), colours, title },
    ...{ view: asked.view, madeAt: now.toISOString(), hiddenFacts: hiddenFacts(asked.hide) },
    ...(threads ? { threads: sealedThreads(threads, report, redaction) } : {}),
  }
  return drawn({
    ...{ kind: 'run', title, asked, author, now },
    runs: [given.id, ...(baseline ? [baseline.id] : [])],
    page: runHtml(file),
    charts: runChartPages(file),
    picture: asked.password === null ? await runPicture(title, report) : null,
  })
}

export async function sealComparison(
  given: readonly [RunReport, ...RunReport[]],
  asked: ShareComparisonRequest,
  author: Author,
): Promise<Sealed> {
  const now = new Date()
  const { report: clean, text } = redactor({ hide: asked.hide, knownHosts: await knownHosts(given) })
  const [first, ...rest] = given
  const [baseline, others] = [clean(first), rest.map(clean)]
  const title = text(asked.title ?? comparisonTitle(first, rest))
  const file = {
    ...{ baseline, others, looksOf, colours, title, view: asked.view, madeAt: now.toISOString() },
    hiddenFacts: hiddenFacts(asked.hide),
  }
  return drawn({
    ...{ kind: 'comparison', title, asked, author, now },
    runs: given.map(({ id }) => id),
    page: comparisonHtml(file),
    charts: comparisonChartPages(file),
    picture:
      asked.password === null ? await comparisonPicture(title, baseline, others, asked.view.metric) : null,
  })
}

interface Content {
  kind: 'run' | 'comparison'
  title: string
  asked: ShareRunRequest | ShareComparisonRequest
  author: Author
  now: Date
  runs: string[]
  page: string
  charts: { name: string; html: string }[]
  picture: Uint8Array<ArrayBuffer> | null
}

async function drawn({
  kind,
  title,
  asked,
  author,
  now,
  runs,
  page,
  charts,
  picture,
}: Content): Promise<Sealed> {
  // An address that people send on has no room for a prefix.
  const token = newSecret('')
  const { view, hide, embedOrigins, password, expiresInDays } = asked
  const pages = [
    await sealedHtml('page', page),
    ...(await Promise.all(charts.map(({ name, html }) => sealedHtml(`${CHART}${name}`, html)))),
    ...(picture ? [sealed(PICTURE, 'image/png', null, picture)] : []),
  ]
  const share: NewShare = {
    // What was hidden is not written down next to what hides it.
    ...{
      tokenHash: hashOf(token),
      kind,
      title,
      choices: { view, hide: { ...hide, words: [] }, embedOrigins },
    },
    password: password === null ? null : await hashPassword(password),
    ...{ author, expiresAt: expiryOf(expiresInDays, now), runs, pages },
  }
  return { token, share, madeAt: now }
}

async function sealedHtml(name: string, html: string): Promise<SealedPage> {
  const data = new Uint8Array(await compressed(html, { level: 9 }))
  return sealed(name, 'text/html; charset=utf-8', 'gzip', data)
}

function sealed(
  name: string,
  mediaType: string,
  encoding: SealedPage['encoding'],
  data: Uint8Array<ArrayBuffer>,
): SealedPage {
  const etag = `"${createHash('sha256').update(data).digest('base64url').slice(0, 22)}"`
  return { name, mediaType, encoding, etag, data }
}

function hiddenFacts({ machine, labels }: Hidden): string[] {
  return [...(machine ? MACHINE_FACTS : []), ...(labels ? ['Tags', 'Version'] : [])]
}

/** Names that nothing in a text gives away as a host. */
async function knownHosts(reports: readonly RunReport[]): Promise<string[]> {
  const upstreams = readUpstreams(process.env).flatMap(({ name, address }) => [
    name,
    address.replace(/:\d+$/, ''),
  ])
  const aimedAt = reports.flatMap(({ spec: { target } }) =>
    target.kind === 'http' && target.upstream !== OWN_UPSTREAM ? [target.upstream] : [],
  )
  return [hostname(), ...(await workerHosts()), ...upstreams, ...aimedAt].filter((name) => name.length > 1)
}
