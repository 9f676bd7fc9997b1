/** Makes whatever strategy a spec names: ours, a library's, or one of the user's own. */
import { createStrategy, findStrategy } from '@/lib/core/strategy/registry'
import { schemaOfFields } from '@/lib/core/strategy/own/param-fields'
import type { Strategy, StrategyFactory } from '@/lib/core/strategy/strategy'
import { createLibraryStrategy, isLibrary } from './libraries/registry'
import { guardedStrategy } from './own-strategies/guarded-strategy'
import type { LoadedStrategy, OwnStrategies } from './own-strategies/load'
import { OwnStrategyError } from './own-strategies/own-strategy-error'
import { toolkit } from './own-strategies/toolkit'

/**
 * The factory of a thread that runs trials.
 * @param own the user's strategies, and why others could not be loaded
 */
export function strategyFactory({ strategies, problems }: OwnStrategies): StrategyFactory {
  return (use, params) => {
    if (findStrategy(use)) return createStrategy(use, params)
    if (isLibrary(use)) return createLibraryStrategy(use, params)
    const own = strategies.find(({ name }) => name === use)
    if (own) return createOwn(own, params)
    throw new OwnStrategyError(
      [`There is no strategy "${use}" in the folder of own strategies.`, ...problems].join(' '),
    )
  }
}

/** Checks the parameters again: the file may have changed since the spec was frozen. */
function createOwn({ file, name, params: fields, create }: LoadedStrategy, params: object): Strategy {
  const checked = schemaOfFields(fields).safeParse(params)
  if (!checked.success) {
    const reasons = checked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    throw new OwnStrategyError(`${file}: the parameters of "${name}" do not fit: ${reasons.join('; ')}.`)
  }
  let made: unknown
  try {
    made = create(checked.data, toolkit)
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    throw new OwnStrategyError(`${file}: ${text}`, { cause: error })
  }
  return guardedStrategy(file, made)
}
