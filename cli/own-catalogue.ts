/** The strategies a spec on the command line may name: loaded here, because a worker need not have run before. */
import { environment } from '@/lib/config/environment'
import { catalogueWith, type Catalogue } from '@/lib/core/strategy/catalogue'
import { describeOwn } from '@/lib/core/strategy/own/own-strategy'
import { loadOwnStrategies } from '@/lib/lab/own-strategies/load'

/** Loads the user's own strategies; what cannot be used is said in one line per file. */
export async function loadCatalogue(): Promise<Catalogue> {
  const { strategies, problems } = await loadOwnStrategies(environment().ownStrategiesDirectory)
  for (const problem of problems) process.stderr.write(`${problem}\n`)
  return catalogueWith(strategies.map(describeOwn))
}
