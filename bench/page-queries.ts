/**
 * Every query behind the pages, asked of the web server's own routes as the pages ask. A route that is missing here makes the
 * benchmark fail: what nobody measures gets slow.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import * as audit from '@/app/api/audit/route'
import * as auditFile from '@/app/api/audit/export/route'
import * as compare from '@/app/api/compare/route'
import * as compareFile from '@/app/api/compare/export/route'
import * as health from '@/app/api/health/route'
import * as home from '@/app/api/home/route'
import * as lab from '@/app/api/lab/route'
import * as objectives from '@/app/api/objectives/route'
import * as description from '@/app/api/openapi.json/route'
import * as presets from '@/app/api/presets/route'
import * as preset from '@/app/api/presets/[name]/route'
import * as strategiesAtHand from '@/app/api/strategies/route'
import * as tags from '@/app/api/tags/route'
import * as runs from '@/app/api/runs/route'
import * as shares from '@/app/api/shares/route'
import * as reviews from '@/app/api/reviews/route'
import * as reviewers from '@/app/api/reviews/people/route'
import * as review from '@/app/api/runs/[id]/review/route'
import * as webhooks from '@/app/api/webhooks/route'
import * as runShares from '@/app/api/runs/[id]/shares/route'
import * as attempts from '@/app/api/runs/[id]/attempts/route'
import * as comparison from '@/app/api/runs/[id]/comparison/route'
import * as exported from '@/app/api/runs/[id]/export/route'
import * as operations from '@/app/api/runs/[id]/operations/route'
import * as point from '@/app/api/runs/[id]/points/[point]/route'
import * as run from '@/app/api/runs/[id]/route'
import * as columns from '@/app/api/runs/[id]/trials/[trial]/operations/route'
import * as operation from '@/app/api/runs/[id]/trials/[trial]/operations/[arm]/[operation]/route'
import * as profile from '@/app/api/runs/[id]/trials/[trial]/profile/route'
import * as arrivals from '@/app/api/runs/[id]/trials/[trial]/arrivals/route'
import * as series from '@/app/api/runs/[id]/trials/[trial]/series/route'
import * as timeline from '@/app/api/runs/[id]/trials/[trial]/timeline/route'
import { PAIRED_METRICS } from '@/lib/core/comparison/compare-arms'
import { ALL_METRICS } from '@/lib/core/comparison/compare-several'
import { PRESET_NAMES } from '@/lib/core/experiment/presets/names'
import { COMPARISON_FORMATS, EXPORT_FORMATS } from '@/lib/core/export/formats'
import { OPERATION_FILTERS } from '@/lib/core/trace/operation-rows'

const REPORT_FORMATS = EXPORT_FORMATS.filter((format) => format !== 'arrow')

/** What is asked of; each turn asks for another part of it. */
export interface AskedRun {
  id: string
  /** Id of the run that it is held against. */
  other: string
  trials: number
  points: number
  strategies: number
  /** Index of the trial that has a profile. */
  profiled: number
}

export interface PageQuery {
  /** As its folder is called. */
  route: string
  what: string
  /** A file that somebody asks for: no page waits for it, and it is measured without a bound. */
  isFile?: true
  ask(turn: number): Promise<Response>
}

/** @throws Error when a route that answers to GET is not among them */
export function pageQueries({ id, other, trials, points, strategies, profiled }: AskedRun): PageQuery[] {
  const trialOf = (turn: number) => String((turn % trials) + 1)
  const armOf = (turn: number) => String((turn % strategies) + 1)
  const oneOf = <Value>(values: readonly Value[], turn: number) => values[turn % values.length]
  const asked = (query = '') => new Request(`http://localhost/${query}`)
  const given = <Params extends object>(params: Params) => ({ params: Promise.resolve({ id, ...params }) })
  const queries: PageQuery[] = [
    { route: 'health', what: 'whether a worker is there', ask: () => health.GET(asked(), given({})) },
    { route: 'home', what: 'first page', ask: () => home.GET(asked(), given({})) },
    { route: 'objectives', what: 'board of objectives', ask: () => objectives.GET(asked(), given({})) },
    { route: 'openapi.json', what: 'description of the API', ask: () => description.GET(asked(), given({})) },
    { route: 'audit', what: 'a page of the audit log', ask: () => audit.GET(asked(), given({})) },
    {
      route: 'audit/export',
      what: 'audit log as a file',
      isFile: true,
      ask: (turn) => auditFile.GET(asked(`?format=${oneOf(['csv', 'json'], turn)}`), given({})),
    },
    { route: 'shares', what: 'share links', ask: () => shares.GET(asked(), given({})) },
    { route: 'runs/[id]/shares', what: 'share links of a run', ask: () => runShares.GET(asked(), given({})) },
    { route: 'reviews', what: 'open reviews', ask: () => reviews.GET(asked(), given({})) },
    { route: 'reviews/people', what: 'who can be asked', ask: () => reviewers.GET(asked(), given({})) },
    { route: 'runs/[id]/review', what: 'review of a run', ask: () => review.GET(asked(), given({})) },
    { route: 'webhooks', what: 'webhooks', ask: () => webhooks.GET(asked(), given({})) },
    {
      route: 'compare/export',
      what: 'comparison as a file',
      isFile: true,
      ask: (turn) =>
        compareFile.GET(asked(`?runs=${other},${id}&format=${oneOf(COMPARISON_FORMATS, turn)}`), given({})),
    },
    { route: 'lab', what: 'what the lab can do', ask: () => lab.GET(asked(), given({})) },
    { route: 'presets', what: 'presets', ask: () => presets.GET(asked(), given({})) },
    {
      route: 'presets/[name]',
      what: 'a preset with its spec',
      ask: (turn) => preset.GET(asked(), given({ name: oneOf(PRESET_NAMES, turn) ?? '' })),
    },
    { route: 'strategies', what: 'strategies', ask: () => strategiesAtHand.GET(asked(), given({})) },
    { route: 'tags', what: 'tags', ask: () => tags.GET(asked(), given({})) },
    { route: 'runs', what: 'list of runs', ask: () => runs.GET(asked('?q=run&limit=25'), given({})) },
    { route: 'runs/[id]', what: 'run', ask: () => run.GET(asked(), given({})) },
    {
      route: 'runs/[id]/points/[point]',
      what: 'figures of a fault point',
      ask: (turn) => point.GET(asked(), given({ point: String(turn % points) })),
    },
    {
      route: 'runs/[id]/comparison',
      what: 'strategies against one of them',
      ask: (turn) =>
        comparison.GET(
          asked(`?metric=${oneOf(Object.keys(PAIRED_METRICS), turn)}&against=${armOf(turn)}`),
          given({}),
        ),
    },
    {
      route: 'compare',
      what: 'run against a run',
      ask: (turn) => compare.GET(asked(`?runs=${other},${id}&metric=${oneOf(ALL_METRICS, turn)}`), given({})),
    },
    {
      route: 'runs/[id]/trials/[trial]/timeline',
      what: 'timeline of a trial',
      ask: (turn) => timeline.GET(asked(), given({ trial: trialOf(turn) })),
    },
    {
      route: 'runs/[id]/trials/[trial]/series',
      what: 'series of a trial',
      ask: (turn) => series.GET(asked(), given({ trial: trialOf(turn) })),
    },
    {
      route: 'runs/[id]/trials/[trial]/arrivals',
      what: 'arrivals after the worst moment',
      ask: (turn) => arrivals.GET(asked(), given({ trial: trialOf(turn) })),
    },
    {
      route: 'runs/[id]/trials/[trial]/profile',
      what: 'profile of a trial',
      ask: () => profile.GET(asked(), given({ trial: trialOf(profiled) })),
    },
    {
      route: 'runs/[id]/operations',
      what: 'a page of operations',
      // Of another trial each time, so that none is in memory.
      ask: (turn) =>
        operations.GET(
          asked(`?trial=${trialOf(turn)}&filter=${oneOf(OPERATION_FILTERS, turn)}&order=-latency`),
          given({}),
        ),
    },
    {
      route: 'runs/[id]/trials/[trial]/operations',
      what: 'operations of a trial, for their drawing',
      ask: (turn) =>
        columns.GET(asked(turn % 2 === 0 ? '?from=0&to=400' : ''), given({ trial: trialOf(turn) })),
    },
    {
      route: 'runs/[id]/trials/[trial]/operations/[arm]/[operation]',
      what: 'an operation with its spans',
      ask: (turn) =>
        operation.GET(asked(), given({ trial: trialOf(turn), arm: armOf(turn), operation: String(turn) })),
    },
    {
      route: 'runs/[id]/attempts',
      what: 'a page of attempts',
      ask: (turn) =>
        attempts.GET(asked(`?trial=${trialOf(turn)}&page=${(turn % 3) + 1}&limit=50`), given({})),
    },
    {
      // Files of all attempts take as long as there are attempts.
      route: 'runs/[id]/export',
      what: 'run as a file of its figures',
      isFile: true,
      ask: (turn) => exported.GET(asked(`?format=${oneOf(REPORT_FORMATS, turn)}`), given({})),
    },
  ]
  const missing = routes().filter((route) => !queries.some((query) => query.route === route))
  if (missing.length > 0) throw new Error(`nobody measures ${missing.join(', ')}`)
  return queries
}

/** Of what somebody has set up by hand (their account, people, invitations, a webhook): a few rows each, and no run has them. */
const SET_UP_BY_HAND = /^(me|people|invitations|webhooks\/\[id\])(\/|$)/

/** Those that answer to GET, by folder. */
function routes(): string[] {
  const folder = path.resolve('app/api')
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name === 'route.ts')
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => /export const GET\b/.test(readFileSync(file, 'utf8')))
    .map((file) => path.relative(folder, path.dirname(file)))
    .filter((route) => !route.startsWith('[...') && !SET_UP_BY_HAND.test(route))
}
