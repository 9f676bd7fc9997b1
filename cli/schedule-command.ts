/** `retryscope strategies` and `retryscope schedule <strategy>`: what there is, and what its delays would be. */
import { installedCatalogue } from '@/lib/config/own-catalogue'
import { STOP_REASON_MEANING } from '@/lib/core/history/attempt'
import { ERROR_CLASS_MEANING } from '@/lib/core/history/error-class'
import { MAX_SEED } from '@/lib/core/experiment/spec'
import { builtInCatalogue } from '@/lib/core/strategy/catalogue'
import { STRATEGY_GROUPS } from '@/lib/core/strategy/strategy'
import { drawnSchedule, type DrawnSchedule } from '@/lib/lab/drawn-schedule'
import { OwnStrategyError } from '@/lib/lab/own-strategies/own-strategy-error'
import { strategyFactory } from '@/lib/lab/strategy-factory'
import { TimeStandsStill } from '@/lib/lab/virtual-time'
import { CommandError, EXIT, type ExitCode } from './exit-code'
import { loadOwn } from './own-catalogue'
import { readStrategy } from './strategy-params'
import { textTable } from './text-table'

/** As many as a strategy of our own may make. */
const MOST_ATTEMPTS = 100

export interface ScheduleOptions {
  param: string[]
  attempts: string
  seed: string
  json?: boolean
}

/** Lists every strategy by group. */
export function strategiesCommand(): ExitCode {
  const { all } = installedCatalogue()
  const rows = STRATEGY_GROUPS.flatMap((group) =>
    all.filter((strategy) => strategy.group === group).map(({ name, title }) => [name, title, group]),
  )
  process.stdout.write(`${textTable(['Name', 'Title', 'Group'], rows)}\n`)
  return EXIT.pass
}

/** Prints the schedule as a table or as JSON. */
export async function scheduleCommand(name: string, options: ScheduleOptions): Promise<ExitCode> {
  // The user's own code is loaded for the user's own strategies only.
  const { catalogue, own } = builtInCatalogue.find(name)
    ? { catalogue: builtInCatalogue, own: { strategies: [], problems: [] } }
    : await loadOwn()
  const { definition, params } = readStrategy(name, options.param, catalogue)
  const attempts = wholeNumber('--attempts', options.attempts, 1, MOST_ATTEMPTS)
  const seed = wholeNumber('--seed', options.seed, 0, MAX_SEED)
  const schedule = await drawnSchedule(definition, params, strategyFactory(own), { attempts, seed }).catch(
    (error: unknown) => {
      throw forPeople(name, error)
    },
  )
  const text = options.json
    ? JSON.stringify({ strategy: name, params, seed, ...schedule }, null, 2)
    : `${definition.title}\n${paramsText(params)}\n\n${scheduleText(schedule)}`
  process.stdout.write(`${text}\n`)
  return EXIT.pass
}

/** The schedule for a terminal; times in milliseconds. */
function scheduleText({ attempts, ending, note }: DrawnSchedule): string {
  const head = ['Attempt', 'Nominal ms', 'Shortest', 'Longest', 'Drawn', 'Starts nominally', 'Drawn start']
  const rows = attempts.map((row) =>
    [row.nominalMs, row.minMs, row.maxMs, row.drawnMs, row.nominalStartMs, row.drawnStartMs].map(figure),
  )
  const notes = attempts.flatMap(({ attempt, refused }) =>
    refused ? [`Attempt ${attempt} is refused: ${ERROR_CLASS_MEANING[refused]}`] : [],
  )
  const table = textTable(
    head,
    rows.map((cells, index) => [`${attempts[index]?.attempt}`, ...cells]),
    head.map((_, column) => column),
  )
  return [table, '', ...notes, endingText(attempts, ending), ...(note === null ? [] : [note])].join('\n')
}

function endingText(attempts: DrawnSchedule['attempts'], ending: DrawnSchedule['ending']): string {
  // The first attempt is always drawn: a strategy that ends without one has made a mistake, and is told.
  const last = attempts.filter(({ drawnMs }) => drawnMs !== null).length
  return ending === null
    ? `The drawn sequence goes on after attempt ${last}; --attempts shows more.`
    : `The drawn sequence ends with attempt ${last}: ${ending}. ${STOP_REASON_MEANING[ending]}`
}

/** A mistake in the user's own code is not ours. */
function forPeople(name: string, error: unknown): unknown {
  if (error instanceof OwnStrategyError) return new CommandError(error.message, EXIT.usage)
  if (error instanceof TimeStandsStill)
    return new CommandError(
      `The delays of ${name} cannot be drawn: ${error.message}. Its code is driven in virtual time, so it may wait by call.wait or timers only; the worker runs it all the same.`,
      EXIT.usage,
    )
  return error
}

function paramsText(params: Record<string, unknown>): string {
  const entries = Object.entries(params).map(([key, value]) => `${key}=${String(value)}`)
  return entries.length === 0 ? 'It has no parameters.' : entries.join(' ')
}

function figure(value: number | null): string {
  return value === null ? '–' : String(Number(value.toFixed(1)))
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN
  if (value >= least && value <= most) return value
  throw new CommandError(`${option} ${text}: must be a whole number from ${least} to ${most}.`, EXIT.usage)
}
