/** The strategies a spec on the command line may name: loaded here, because a worker need not have run before. */
import { environment } from '@/lib/config/environment'
import { catalogueWith, type Catalogue } from '@/lib/core/strategy/catalogue'
import { describeOwn } from '@/lib/core/strategy/own/own-strategy'
import { loadOwnStrategies, type OwnStrategies } from '@/lib/lab/own-strategies/load'

/** Loads the user's own strategies; what cannot be used is said in one line per file. */
export async function loadOwn(): Promise<{ catalogue: Catalogue; own: OwnStrategies }> {
  const own = await loadOwnStrategies(environment().ownStrategiesDirectory)
  for (const problem of own.problems) process.stderr.write(`${problem}\n`)
  return { catalogue: catalogueWith(own.strategies.map(describeOwn)), own }
}

/** What {@link loadOwn} finds, without its code. */
export async function loadCatalogue(): Promise<Catalogue> {
  return (await loadOwn()).catalogue
}
