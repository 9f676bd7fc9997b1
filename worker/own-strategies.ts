/** Keeps what the web server knows of the user's own strategies up to date with their folder. */
import type { Environment } from '@/lib/config/environment'
import { loadOwnStrategies, ownStrategyFiles } from '@/lib/lab/own-strategies/load'
import { writeOwnManifest } from '@/lib/lab/own-strategies/manifest'
import type { Log } from './log/log'

/** How soon an edited file shows in the form. */
const LOOK_INTERVAL_MS = 2_000

type Places = Pick<Environment, 'ownStrategiesDirectory' | 'ownStrategiesFile'>

/** Loads the folder once and writes down what is there; a file that cannot be used is one line of the log. */
export async function presentOwnStrategies(places: Places, log: Log): Promise<void> {
  const { strategies, problems } = await loadOwnStrategies(places.ownStrategiesDirectory)
  for (const problem of problems) log.warn({}, problem)
  await writeOwnManifest(places.ownStrategiesFile, strategies)
  if (strategies.length > 0)
    log.info({ strategies: strategies.map(({ name }) => name) }, 'own strategies are loaded')
}

/**
 * Presents the folder now and whenever one of its files changes.
 * @returns stops looking
 */
export async function watchOwnStrategies(places: Places, log: Log): Promise<() => void> {
  let seen: string | null = null
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const look = async () => {
    try {
      const files = JSON.stringify(await ownStrategyFiles(places.ownStrategiesDirectory))
      if (files !== seen) await presentOwnStrategies(places, log)
      seen = files
    } catch (error) {
      // Runs that name none of them go on without.
      log.warn({ err: error }, 'the folder of own strategies could not be looked at')
    }
    if (!stopped) timer = setTimeout(() => void look(), LOOK_INTERVAL_MS).unref()
  }
  await look()
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}
