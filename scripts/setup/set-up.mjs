/** From a fresh clone to something that can be started, skipping what is done already. */
import path from 'node:path'
import { bundle, bundlesAreStale } from '../bundle.mjs'
import { knownLabEnvironment, labEnvironment } from '../lab-programs/find.mjs'
import { migrate } from '../migrate.mjs'
import { dependenciesAreStale, installDependencies } from './install.mjs'
import { withLock } from './lock.mjs'
import { checkoutDir, databaseFile } from './paths.mjs'
import { generatePrismaClient, prismaClientIsStale } from './prisma-client.mjs'
import { refuseWhileRunning } from './running-products.mjs'
import { refuseAbortingBinding } from './sqlite-binding.mjs'
import { buildWeb, webBuildIsStale } from './web-build.mjs'

const everything = { lab: true, database: true, bundles: true, web: true }

/**
 * Does what is missing, one set-up at a time per checkout.
 * @param {{ reporter: ReturnType<typeof import('./reporter.mjs').createReporter>, needs?: Partial<typeof everything>,
 *   whenReady?: () => void }} options
 *   needs: what to care for beside dependencies and Prisma client; whenReady: called before the lock is given back
 * @returns {Promise<{ labEnv: Record<string, string> }>} the environment that tells the worker where its programs are
 */
export async function setUp({ reporter, needs = everything, whenReady = () => undefined }) {
  const onWait = ({ pid }) =>
    reporter.say(`… another set-up is at work here (process ${pid}); waiting for it`)
  return withLock(
    path.join(checkoutDir, 'setup.lock'),
    async () => {
      const [labEnv] = await allOrFirstError([
        needs.lab ? prepareLab(reporter) : {},
        whenStale(reporter, 'Dependencies', dependenciesAreStale, installDependencies),
      ])
      refuseAbortingBinding()
      await whenStale(reporter, 'Prisma client', prismaClientIsStale, generatePrismaClient)
      if (needs.database) await prepareDatabase(reporter)
      if (needs.bundles) await whenStale(reporter, 'Worker and command line', bundlesAreStale, bundle)
      if (needs.web) await whenStale(reporter, 'Web app', webBuildIsStale, buildWeb)
      whenReady()
      return { labEnv }
    },
    { onWait },
  )
}

async function whenStale(reporter, title, isStale, work) {
  if (!isStale()) return reporter.upToDate(title)
  refuseWhileRunning(title)
  await reporter.step(title, work)
}

async function prepareLab(reporter) {
  const title = 'Lab programs (etcd, Toxiproxy)'
  const known = await knownLabEnvironment()
  if (known === null) return reporter.step(title, (progress) => labEnvironment({ progress }))
  reporter.upToDate(title)
  return known
}

async function prepareDatabase(reporter) {
  const startedAt = Date.now()
  const applied = await migrate(databaseFile())
  if (applied.length === 0) reporter.upToDate('Database')
  else reporter.say(`✓ Database: applied ${applied.join(', ')} (${Date.now() - startedAt} ms)`)
}

// Waits for both: what the other one achieved is not lost for the next try, and nothing runs on behind an error.
async function allOrFirstError(promises) {
  const results = await Promise.allSettled(promises)
  const failed = results.find(({ status }) => status === 'rejected')
  if (failed) throw failed.reason
  return results.map(({ value }) => value)
}
