/** What a list of runs shows, as it stands in its address. Read by the server for the first answer, and by the page. */
import { createLoader, parseAsInteger, parseAsString, parseAsStringLiteral, createParser } from 'nuqs/server'
import { MAX_TAGS } from '@/lib/core/experiment/run-labels'
import {
  MAX_SEARCH_LENGTH,
  RUN_QUALITIES,
  RUN_VERDICTS,
  RUNS_PER_PAGE,
  type RunsQuestion,
} from '@/lib/core/runs/runs-question'
import { RUN_STATUSES } from '@/lib/core/summary/report'

/** Parted by commas: no tag has one. */
const parseAsTags = createParser<string[]>({
  parse: (text) =>
    text
      .split(',')
      .filter((tag) => tag !== '')
      .slice(0, MAX_TAGS),
  serialize: (tags) => tags.join(','),
  eq: (a, b) => a.join(',') === b.join(','),
})

export const runsParsers = {
  q: parseAsString.withDefault(''),
  status: parseAsStringLiteral(RUN_STATUSES),
  verdict: parseAsStringLiteral(RUN_VERDICTS),
  quality: parseAsStringLiteral(RUN_QUALITIES),
  tag: parseAsTags.withDefault([]),
  experiment: parseAsString,
  page: parseAsInteger.withDefault(1),
}

export const loadRunsAddress = createLoader(runsParsers)
export type RunsAddress = Awaited<ReturnType<typeof loadRunsAddress>>

/** The question an address asks; what cannot be asked is cut to what can. */
export function questionOf(address: RunsAddress): RunsQuestion {
  return {
    ...address,
    q: address.q.trim().slice(0, MAX_SEARCH_LENGTH),
    experiment: address.experiment?.slice(0, MAX_SEARCH_LENGTH) ?? null,
    tag: address.tag.map((tag) => tag.slice(0, MAX_SEARCH_LENGTH)),
    page: Math.min(1_000_000, Math.max(1, address.page)),
    limit: RUNS_PER_PAGE,
  }
}
