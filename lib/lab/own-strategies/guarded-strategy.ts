/** Keeps a user's own strategy to the contract, so that a mistake in it is named as one and not looked for in the engine. */
import { ENGINE_REASONS, STOP_REASONS } from '@/lib/core/history/attempt'
import type { Call, Ending } from '@/lib/core/strategy/call'
import type { Strategy } from '@/lib/core/strategy/strategy'
import { OwnStrategyError } from './own-strategy-error'

const NO_ENDINGS: readonly string[] = ENGINE_REASONS
const ENDINGS: readonly unknown[] = STOP_REASONS.filter((reason) => !NO_ENDINGS.includes(reason))

/**
 * Wraps what a file's `create` has returned.
 * @param file for messages
 * @throws OwnStrategyError when it is no strategy
 */
export function guardedStrategy(file: string, made: unknown): Strategy {
  if (!isStrategy(made))
    throw new OwnStrategyError(`${file}: create must return an object with a function run(call).`)
  return {
    ...(made.defers === true && { defers: true }),
    async run(call) {
      const watched = watchTries(call)
      const ending: unknown = await attributed(file, () => made.run(watched.call))
      if (!ENDINGS.includes(ending))
        throw new OwnStrategyError(
          `${file}: run(call) ended with ${JSON.stringify(ending) ?? 'nothing'}; it must resolve with one of ${ENDINGS.join(', ')}.`,
        )
      if (!watched.hasTried())
        throw new OwnStrategyError(`${file}: run(call) ended without call.attempt() or call.refuse(reason).`)
      return ending as Ending
    },
    close: () => made.close?.(),
  }
}

/** Runs the user's code; what it throws names its file. */
export async function attributed<Value>(file: string, run: () => Value | Promise<Value>): Promise<Value> {
  try {
    return await run()
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    throw new OwnStrategyError(`${file}: ${text}`, { cause: error })
  }
}

function watchTries(call: Call): { call: Call; hasTried(): boolean } {
  let hasTried = false
  const watched = new Proxy(call, {
    get: (target, key) => {
      if (key === 'attempt' || key === 'refuse') hasTried = true
      const value: unknown = Reflect.get(target, key, target)
      // A call's private parts are reached only on the call itself.
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
  return { call: watched, hasTried: () => hasTried }
}

function isStrategy(value: unknown): value is Strategy {
  return typeof value === 'object' && value !== null && 'run' in value && typeof value.run === 'function'
}
