/**
 * The schedule of any strategy with a drawn sequence: libraries and the user's own are driven too, in virtual time, by the
 * adapters that the worker uses. Runs the user's code, so it is for the command line, not for the web server.
 */
import { RANDOM_PURPOSE, streamOf } from '@/lib/core/random/stream'
import type { KnownStrategy } from '@/lib/core/strategy/catalogue'
import { compose } from '@/lib/core/strategy/compose'
import { scheduleOf, type Schedule } from '@/lib/core/strategy/schedule'
import type { DelayBounds, Strategy, StrategyFactory } from '@/lib/core/strategy/strategy'
import { inVirtualTime } from './virtual-time'

export interface DrawnSchedule extends Schedule {
  /** How the sequence was drawn, where it was not as in a run; null = as in a run. */
  note: string | null
}

interface Wanted {
  /** How many at most, the first included. */
  attempts: number
  seed: number
}

/**
 * Bounds and one drawn sequence.
 * @param params checked by the strategy's schema
 * @param make makes what the strategy's name stands for, as in a run
 * @throws OwnStrategyError for a mistake in a strategy of the user's own, TimeStandsStill when it waits for something else
 */
export async function drawnSchedule(
  strategy: KnownStrategy,
  params: Record<string, unknown>,
  make: StrategyFactory,
  wanted: Wanted,
): Promise<DrawnSchedule> {
  if (strategy.create) return { ...(await scheduleOf(strategy, params, wanted)), note: null }
  if (strategy.client)
    return {
      ...(await scheduleOf({ ...strategy, create: () => byItsLaw(strategy, params) }, params, wanted)),
      note: `${strategy.title} repeats within a client of its own, which needs a server: this is drawn from its documented law, evenly between shortest and longest, without what else its client does.`,
    }
  const stream = streamOf(wanted.seed, RANDOM_PURPOSE.backoff, 1)
  let usedChance = false
  const chance = {
    next: () => {
      usedChance = true
      return stream.next()
    },
  }
  const driven = { ...strategy, create: (p: Record<string, unknown>) => make(strategy.name, p) }
  const schedule = await inVirtualTime(chance, (time) => scheduleOf(driven, params, { ...wanted, time }))
  return {
    ...schedule,
    note: usedChance
      ? `${strategy.title} draws by Math.random: here it follows the seed, in a run it follows none.`
      : null,
  }
}

/** Waits as the description says, and does nothing else. */
function byItsLaw(strategy: KnownStrategy, params: Record<string, unknown>): Strategy {
  const known: DelayBounds[] = []
  for (let retry = 1; ; retry++) {
    const bounds = strategy.delayBounds(params, retry)
    if (!bounds) break
    known.push(bounds)
  }
  const bounds = (retry: number): DelayBounds => {
    const own = known[retry - 1]
    if (!own) throw new RangeError(`${strategy.name} has no retry ${retry}`)
    return own
  }
  return compose({
    limits: { maxAttempts: known.length + 1 },
    backoff: {
      bounds,
      start: () => (retry, random) => {
        const { nominalMs, minMs, maxMs } = bounds(retry)
        return { nominalMs, plannedMs: minMs + random.next() * (maxMs - minMs) }
      },
    },
  })
}
